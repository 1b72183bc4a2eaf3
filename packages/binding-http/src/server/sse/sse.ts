import { UnsupportedError } from "@thingwright/errors";
import { negotiate } from "../../accept.js";
import { answerHead } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { subscriptionForm } from "../forms/subscription-form.js";
import { isText } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import { probeSource } from "../subscriptions/probe-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { EventStream, eventStreamType } from "./event-stream.js";

/** Server-sent events: a GET whose client prefers an event stream to everything else that it could have. */
export const sse: ServerSubprotocol = {
  name: "sse",
  sourceForms(source, base) {
    const contentType = source.contentTypes.find(isText);
    return contentType === undefined ? [] : [subscriptionForm(source, base, contentType, "sse")];
  },
  take(request, source) {
    if (source.isReadable && !wantsEventStream(request, source.contentTypes)) return false;
    answerEventStream(request, source);
    return true;
  },
};

/** Whether the client prefers an event stream to each of `contentTypes`. */
export function wantsEventStream({ acceptHeader }: InboundHttpRequest, contentTypes: readonly string[]): boolean {
  if (acceptHeader === undefined || !acceptHeader.includes(eventStreamType)) return false;
  return negotiate(acceptHeader, [...contentTypes, eventStreamType]) === eventStreamType;
}

/** Answers with an event stream of `source`. Only the event stream itself is negotiated, what is in it must be text. */
function answerEventStream(request: InboundHttpRequest, source: EmissionSource): void {
  const { contentTypes } = source;
  const contentType = contentTypes.find(isText);
  if (contentType === undefined || negotiate(request.acceptHeader, [eventStreamType]) === undefined) {
    throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `this comes as ${eventStreamType}`);
  }
  request.accept = contentType === contentTypes[0] ? undefined : contentType;
  if (request.message.method === "HEAD") {
    settle(request, probeSource(source, request), () => answerHead(request, eventStreamType, source.headers));
  } else settle(request, new EventStream(request, source).open(), () => {});
}
