import type { HostedAffordance } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { negotiate } from "../accept.js";
import { answerNothing } from "./answer.js";
import { chooseContentType, isText, takeVariables } from "./content-choice.js";
import type { EmissionSource } from "./emission-source.js";
import { EventStream, eventStreamType } from "./event-stream.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { feedKey } from "./inbound-subscription.js";
import { cursorParameter, LongPoll, leavePoll } from "./long-poll.js";
import { type Resource, resource } from "./resource.js";
import { settle } from "./settle.js";

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
  if (request.message.method !== "HEAD") settle(request, new EventStream(request, source).open(), nothing);
  else answerHead(request, eventStreamType);
}

/** The resource of a long poll of `source`: GET answers with the next emission, DELETE says that no poll follows. */
export function pollResource(affordance: HostedAffordance, source: EmissionSource): Resource {
  const { contentTypes } = affordance;
  const choose = (request: InboundHttpRequest): void => {
    takeVariables(request, affordance);
    chooseContentType(request, contentTypes);
  };
  return resource({
    GET: (request) => {
      choose(request);
      if (request.message.method !== "HEAD") settle(request, new LongPoll(request, source).open(), nothing);
      else answerHead(request, request.accept ?? contentTypes[0] ?? "");
    },
    DELETE: (request) => {
      choose(request);
      const { subscriptions, clock } = request.context;
      const feed = subscriptions.find(feedKey(request, source, undefined));
      if (feed !== undefined) leavePoll(feed, request.query(cursorParameter), clock.now());
      answerNothing(request);
    },
  });
}

/** The subscription itself answers. */
const nothing = (): void => {};

function answerHead({ response }: InboundHttpRequest, contentType: string): void {
  response.writeHead(200, ["content-type", contentType]);
  response.end();
}
