import { type Clock, type Content, type Logger, within } from "@thingwright/contracts";
import { collectBody, letGo } from "../plug-in/collect-body.js";
import type { TheirContent } from "../plug-in/interfaces.js";
import type { NodeWotClientLimits } from "./client-limits.js";
import type { Feeds } from "./feeds.js";
import type { TheirClients } from "./their-clients.js";

/** Runs code of theirs so that what it leaves behind does no harm. */
export type Run = <T>(work: () => T) => T;

/** What all prepared Forms of one client binding share. */
export interface ClientState {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly limits: NodeWotClientLimits;
  readonly run: Run;
  readonly clients: TheirClients;
  readonly feeds: Feeds;
  stopped: boolean;
}

/**
 * Content of theirs as bytes.
 *
 * @param contentType - when it says none
 * @throws {ProtocolError} WOT_PROTOCOL as `collectBody` does
 */
export async function wholeContent(content: TheirContent, contentType: string, maxBytes: number): Promise<Content> {
  const body = await collectBody(content, maxBytes);
  const said = typeof content.type === "string" && content.type !== "" ? content.type : contentType;
  return { contentType: said, body };
}

/** The same of an emission, which has `bodyTimeoutMs` for it. */
export const wholeEmission = (
  content: TheirContent,
  contentType: string,
  { clock, limits }: Pick<ClientState, "clock" | "limits">,
): Promise<Content> =>
  within(wholeContent(content, contentType, limits.maxBodyBytes), { timeoutMs: limits.bodyTimeoutMs }, clock, () =>
    letGo(content.body),
  );
