import { answerHead, answerNothing } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { subscriptionForm } from "../forms/subscription-form.js";
import { chooseContentType, takeVariables } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { type Resource, resource } from "../resources/resource.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import { feedKey } from "../subscriptions/inbound-subscription.js";
import { probeSource } from "../subscriptions/probe-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { cursorParameter, LongPoll, leavePoll, pollSegment } from "./long-poll.js";

/** Long polls of single affordances, which have an address of their own: a GET of the affordance itself reads it. */
export const longpoll: ServerSubprotocol = {
  name: "longpoll",
  sourceForms(source, base) {
    if (source.name === undefined) return [];
    const poll = { ...source, path: `${source.path}/${pollSegment}` };
    return source.contentTypes.map((contentType) => subscriptionForm(poll, base, contentType, "longpoll"));
  },
  below(source, [segment, ...more]) {
    const isPoll = segment === pollSegment && more.length === 0 && source.name !== undefined;
    return isPoll ? pollResource(source) : undefined;
  },
};

/** GET answers with the next emission of `source`, DELETE says that no poll follows. */
function pollResource(source: EmissionSource): Resource {
  const { contentTypes } = source;
  const choose = (request: InboundHttpRequest): void => {
    takeVariables(request, source);
    chooseContentType(request, contentTypes);
  };
  return resource({
    GET: (request) => {
      choose(request);
      if (request.message.method === "HEAD") {
        const contentType = request.accept ?? contentTypes[0] ?? "";
        settle(request, probeSource(source, request), () => answerHead(request, contentType));
      } else settle(request, new LongPoll(request, source).open(), () => {});
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
