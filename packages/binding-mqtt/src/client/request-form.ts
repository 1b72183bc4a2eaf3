import { type Exchange, noContent, type PreparedForm, type Reply } from "@thingwright/contracts";
import { compileUriTemplate, type UriTemplate } from "@thingwright/td";
import type { Deadline } from "../connection/deadline.js";
import type { InboundMessage } from "../connection/message.js";
import { type MessageTerms, messageTermsOf } from "../form/message-terms.js";
import {
  clientVariable,
  invocationVariable,
  type Outcome,
  outcomes,
  outcomeVariable,
  type RequestTerms,
  requestVariable,
} from "../form/request-terms.js";
import { type ClientContext, exchangeWith } from "./client-context.js";
import type { FormTarget, Target } from "./form-target.js";
import { requestProperties } from "./message-properties.js";
import type { Peer } from "./peer-pool.js";
import { errorOfReply, invocationIdOf, replyOf } from "./reply.js";
import { doesNotSubscribe } from "./unoffered.js";

/**
 * A Form with `tw:requestTopic` and `tw:replyTopic`: a request that is answered, over any version of MQTT.
 *
 * @throws {ThingDescriptionError} WOT_URI_TEMPLATE, WOT_TD_INVALID
 */
export function requestForm(context: ClientContext, target: FormTarget, terms: RequestTerms): PreparedForm {
  const requestTopic = compileUriTemplate(terms.requestTopic);
  const messageTerms = messageTermsOf(target.request.form.form);
  return {
    ...doesNotSubscribe,
    request: (exchange) =>
      exchangeWith(
        context,
        target,
        exchange,
        () => `no answer from ${target.request.form.href}`,
        async (peer, resolved, deadline) => {
          const { requestMemoryMs } = terms;
          const topics = { requestTopic, messageTerms, requestMemoryMs, ...replyTopics(peer, terms) };
          const answer = await ask(peer, topics, exchange, resolved, deadline);
          return accept(answer, target, resolved);
        },
      ),
  };
}

interface Topics {
  readonly messageTerms: MessageTerms;
  readonly requestTopic: UriTemplate;
  readonly requestMemoryMs: number;
  /** With the request and the outcome still open. */
  readonly replyTopic: string;
  readonly replyFilter: string;
}

function replyTopics(peer: Peer, terms: RequestTerms): Pick<Topics, "replyTopic" | "replyFilter"> {
  const replyTopic = terms.replyTopic.replaceAll(`{${clientVariable}}`, peer.connection.clientId);
  const replyFilter = replyTopic.replaceAll(`{${requestVariable}}`, "+").replaceAll(`{${outcomeVariable}}`, "+");
  return { replyTopic, replyFilter };
}

interface Answer {
  readonly reply: InboundMessage;
  readonly outcome: Outcome | undefined;
}

async function ask(
  peer: Peer,
  topics: Topics,
  exchange: Exchange,
  { variables }: Target,
  deadline: Deadline,
): Promise<Answer> {
  const id = peer.replies.nextId();
  const own = { [clientVariable]: peer.connection.clientId, [requestVariable]: id, ...invocationOf(exchange) };
  const topic = topics.requestTopic.expand({ ...variables, ...own });
  const { contentType, body } = exchange.content ?? noContent;
  const properties = requestProperties(topics.messageTerms, contentType, variables, exchange);
  const message = { topic, payload: body, qos: 1 as const, retain: false, properties };
  const { requestMemoryMs: repeatableMs } = topics;
  const answered = topics.replyTopic.replaceAll(`{${requestVariable}}`, id);
  const keys = outcomes.map((outcome) => answered.replaceAll(`{${outcomeVariable}}`, outcome));
  const request = { message, keys, replyFilter: topics.replyFilter, keyOf: topicOf, repeatableMs };
  const reply = await peer.replies.ask(request, deadline);
  return { reply, outcome: outcomes[keys.indexOf(reply.topic)] };
}

const topicOf = (reply: InboundMessage): string => reply.topic;

/** The invocation that `exchange.location` names, as `accept` once wrote it. */
function invocationOf({ location }: Exchange): Record<string, string> {
  const query = location?.split("?")[1];
  const id = query === undefined ? null : new URLSearchParams(query).get(invocationVariable);
  return id === null ? {} : { [invocationVariable]: id };
}

/** @throws {RemoteError | CredentialsError} for the outcome `error` */
function accept({ reply, outcome }: Answer, target: FormTarget, { broker }: Target): Reply {
  if (outcome === "error") throw errorOfReply(reply.payload);
  const { form, operation } = target.request;
  if (outcome !== "status") return replyOf(reply, form.response.contentType);
  const body = { contentType: "application/json", body: reply.payload };
  if (operation !== "invokeaction") return body;
  const id = encodeURIComponent(invocationIdOf(reply.payload));
  return { ...body, location: `${broker.url}/${encodeURI(broker.topic)}?${invocationVariable}=${id}` };
}
