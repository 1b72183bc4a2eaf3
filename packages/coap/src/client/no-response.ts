import { UsageError } from "@thingwright/errors";
import { MessageView } from "../message/message-view.js";
import type { Peer } from "../reliability/delivery.js";
import { IncomingResponse } from "./client-response.js";

/** Responses of the classes 2, 4 and 5. */
const ALL = 0b11010;

/** How long to wait for a response that may not come, once the request is with the server, unless told otherwise. */
export const NO_RESPONSE_WAIT_MS = 10_000;

/** How long a Non-confirmable request that brings no response keeps others from its peer: no more than one in 3 s go out. */
export const NO_RESPONSE_INTERVAL_MS = 3_000;

/**
 * The value of the No-Response option for a wish: a bit for each class that is not wanted, 2, 8 and 16 for 2.xx, 4.xx and
 * 5.xx; all three for `true`.
 *
 * @throws {UsageError} WOT_RANGE
 * @see RFC 7967 §2.1
 */
export function noResponseOf(wish: boolean | number | undefined): number | undefined {
  if (wish === undefined || wish === false) return undefined;
  if (wish === true) return ALL;
  if (Number.isInteger(wish) && wish >= 0 && wish <= 0xff) return wish;
  throw new UsageError("WOT_RANGE", `noResponse is ${wish}, expected 0 to 255`);
}

/** Whether no response of any class is wanted. */
export const wantsNothing = (noResponse: number | undefined): boolean =>
  noResponse !== undefined && (noResponse & ALL) === ALL;

/** What a caller gets who has asked for no response, and had none: code 0.00. */
export const noResponseFrom = (peer: Peer): IncomingResponse =>
  new IncomingResponse(new MessageView(Uint8Array.of(0x60, 0, 0, 0)), peer);
