import { UnsupportedError } from "@thingwright/errors";
import { negotiate } from "../accept.js";
import { isText } from "./content-choice.js";
import type { EmissionSource } from "./emission-source.js";
import { EventStream, eventStreamType } from "./event-stream.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { LongPoll } from "./long-poll.js";

/** Whether the client prefers an event stream to each of `contentTypes`. */
export function wantsEventStream({ acceptHeader }: InboundHttpRequest, contentTypes: readonly string[]): boolean {
  if (acceptHeader === undefined || !acceptHeader.includes(eventStreamType)) return false;
  return negotiate(acceptHeader, [...contentTypes, eventStreamType]) === eventStreamType;
}

/** Answers with an event stream of `source`. Only the event stream itself is negotiated, what is in it must be text. */
export function answerEventStream(
  request: InboundHttpRequest,
  source: EmissionSource,
  contentTypes: readonly string[],
): void {
  const contentType = contentTypes.find(isText);
  if (contentType === undefined || negotiate(request.acceptHeader, [eventStreamType]) === undefined) {
    throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `this comes as ${eventStreamType}`);
  }
  request.accept = contentType === contentTypes[0] ? undefined : contentType;
  if (request.message.method !== "HEAD") {
    new EventStream(request, source).open();
    return;
  }
  request.response.writeHead(200, ["content-type", eventStreamType]);
  request.response.end();
}

/** Answers with the next emission of `source`. */
export function answerLongPoll(
  request: InboundHttpRequest,
  source: EmissionSource,
  contentTypes: readonly string[],
): void {
  if (request.message.method !== "HEAD") {
    new LongPoll(request, source).open();
    return;
  }
  request.response.writeHead(200, ["content-type", request.accept ?? contentTypes[0] ?? ""]);
  request.response.end();
}
