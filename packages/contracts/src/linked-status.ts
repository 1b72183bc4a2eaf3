import type { ActionStatus } from "./hosted-thing.js";

/** An ActionStatus as the W3C WoT Profile serialises it: with the address where it can be asked for again. */
export interface LinkedStatus extends ActionStatus {
  readonly href: string;
}

/**
 * The answer to `queryallactions` of a server whose invocations have addresses: statuses by action, the latest first.
 *
 * @param hrefOf - the address of one invocation
 */
export function linkedStatuses(
  statuses: ReadonlyMap<string, readonly ActionStatus[]>,
  hrefOf: (action: string, status: ActionStatus) => string,
): Readonly<Record<string, readonly LinkedStatus[]>> {
  const byAction: Record<string, readonly LinkedStatus[]> = Object.create(null);
  for (const [action, list] of statuses) {
    byAction[action] = list.map((status) => ({ ...status, href: hrefOf(action, status) }));
  }
  return byAction;
}
