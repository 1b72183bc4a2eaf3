import { type Problem, ProtocolError, RemoteError } from "@thingwright/errors";

/** State of a started action, as the Thing tells it (W3C WoT Profile, `ActionStatus`). */
export interface RemoteActionStatus {
  readonly status: "pending" | "running" | "completed" | "failed";
  readonly output?: unknown;
  readonly error?: Problem;
  readonly href?: string;
  readonly timeRequested?: string;
  readonly timeEnded?: string;
}

/** Whether what a Thing said is the status of an action. */
export function isActionStatus(value: unknown): value is RemoteActionStatus {
  const status = (value as { readonly status?: unknown } | null | undefined)?.status;
  return status === "pending" || status === "running" || status === "completed" || status === "failed";
}

/** @throws {ProtocolError} WOT_PROTOCOL when `value` is no status */
export function actionStatusOf(value: unknown): RemoteActionStatus {
  if (isActionStatus(value)) return value;
  throw new ProtocolError("WOT_PROTOCOL", "the answer is not the status of an action");
}

/** Statuses of all invocations by action, the latest first. */
export type ActionStatuses = Readonly<Record<string, readonly RemoteActionStatus[]>>;

/** @throws {ProtocolError} WOT_PROTOCOL when a member of `value` is no list of statuses */
export function actionStatusesOf(value: Readonly<Record<string, unknown>>): ActionStatuses {
  const entries = Object.entries(value).map(([name, list]) => {
    if (!Array.isArray(list)) throw new ProtocolError("WOT_PROTOCOL", `the statuses of "${name}" are not a list`);
    return [name, list.map(actionStatusOf)] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether the Thing will do nothing more about it. */
export function hasEnded({ status }: RemoteActionStatus): boolean {
  return status === "completed" || status === "failed";
}

/** The error of an action that failed; `problem` is what the Thing said of it. */
export function failureOf({ error }: RemoteActionStatus): RemoteError {
  const problem = typeof error === "object" && error !== null ? error : undefined;
  const why = problem?.detail ?? problem?.title;
  const message = why === undefined ? "the action failed" : `the action failed: ${why}`;
  return new RemoteError("WOT_REMOTE", message, { status: "failed", ...(problem === undefined ? {} : { problem }) });
}
