import type { PreparedForm, Reply } from "@thingwright/contracts";
import { noContent } from "@thingwright/contracts";
import { problemMediaType } from "@thingwright/errors";
import type { Deadline } from "../connection/deadline.js";
import type { InboundMessage, OutboundMessage } from "../connection/message.js";
import { messageTermsOf } from "../form/message-terms.js";
import { type ClientContext, exchangeWith } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { messageProperties, requestProperties } from "./message-properties.js";
import type { Peer } from "./peer-pool.js";
import { errorOfReply, replyOf } from "./reply.js";
import { doesNotSubscribe } from "./unoffered.js";

/**
 * A Form that is carried out by publishing: writes of one property and of several, and `invokeaction`, of anybody's device.
 *
 * MQTT 3.1.1 has no answer: the request is done when the broker has the message. With MQTT 5, an action that has an
 * output is asked with Response Topic and Correlation Data (MQTT 5.0 §4.10).
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for an unusable term
 */
export function publishForm(context: ClientContext, target: FormTarget): PreparedForm {
  const awaitsOutput = hasOutput(target);
  const terms = messageTermsOf(target.request.form.form);
  return {
    ...doesNotSubscribe,
    request: (exchange) =>
      exchangeWith(
        context,
        target,
        exchange,
        () => `no acknowledgement from ${target.request.form.href}`,
        async (peer, { broker, variables }, deadline) => {
          const { contentType, body } = exchange.content ?? noContent;
          const { qos = 1, retain = false } = target.terms;
          const message = { topic: target.topicName(broker, variables), payload: body, qos, retain };
          if (awaitsOutput) {
            const session = await peer.connection.open(deadline);
            const properties = requestProperties(terms, contentType, variables, exchange);
            if (session.version === 5) return ask(target, peer, { ...message, properties }, deadline);
          }
          const properties = messageProperties(terms, contentType, variables);
          await peer.connection.publish(properties === undefined ? message : { ...message, properties }, deadline);
          return noContent;
        },
      ),
  };
}

function hasOutput({ request: { operation, thing, affordance } }: FormTarget): boolean {
  if (operation !== "invokeaction" || affordance === undefined) return false;
  const { actions } = thing;
  return actions !== undefined && Object.hasOwn(actions, affordance) && actions[affordance]?.output !== undefined;
}

async function ask(target: FormTarget, peer: Peer, message: OutboundMessage, deadline: Deadline): Promise<Reply> {
  const replies = `thingwright/replies/${peer.connection.clientId}`;
  const id = peer.replies.nextId();
  // A topic for each request: of an answer that is too large no more is known than its topic.
  const responseTopic = `${replies}/${id}`;
  const properties = { ...message.properties, responseTopic, correlationData: Buffer.from(id) };
  // Nobody says that this Thing would know a repetition.
  const repeatableMs = 0;
  const request = { message: { ...message, properties }, keys: [responseTopic], keyOf: requestOf, repeatableMs };
  const reply = await peer.replies.ask({ ...request, replyFilter: `${replies}/+` }, deadline);
  if (reply.properties?.contentType === problemMediaType) throw errorOfReply(reply.payload);
  return replyOf(reply, target.request.form.response.contentType);
}

/** The topic tells the request; Correlation Data, which a responder has to give back, must not speak of another one. */
function requestOf({ topic, properties }: InboundMessage): string {
  const correlation = properties?.correlationData;
  return correlation === undefined || topic.endsWith(`/${correlation}`) ? topic : "";
}
