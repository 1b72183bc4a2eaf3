import { randomInt } from "node:crypto";
import type { Exchange, PreparedForm, Reply } from "@thingwright/contracts";
import type { BrokerConnection } from "../../connection/broker-connection.js";
import type { Deadline } from "../../connection/deadline.js";
import type { InboundMessage } from "../../connection/message.js";
import type { AnswerTerms } from "../../form/answer-terms.js";
import { messageTermsOf } from "../../form/message-terms.js";
import { clientVariable, requestVariable } from "../../form/request-terms.js";
import { type ClientContext, exchangeWith } from "../client-context.js";
import type { FormTarget } from "../form-target.js";
import { requestProperties } from "../message-properties.js";
import { topicFilterOf } from "../topic-text.js";
import { doesNotSubscribe } from "../unoffered.js";
import { AnswerListener } from "./answer-listener.js";
import { answerReader, isCorrelated } from "./answer-reader.js";
import { requestPayloadOf } from "./request-payload.js";
import { Turns } from "./turns.js";

/**
 * A Form with `tw:answerFilter`: reads, writes and invokes by publishing to `mqv:topic` and taking the answer from where
 * the device is known to publish it.
 *
 * Requests whose answers do not tell them apart take turns.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when terms do not go together
 */
export function answerForm(context: ClientContext, target: FormTarget, terms: AnswerTerms): PreparedForm {
  const { form, operation } = target.request;
  const requestPayload = requestPayloadOf(terms, form.contentType);
  const read = answerReader(terms, form.response.contentType, !operation.startsWith("write"));
  const correlated = isCorrelated(terms);
  const messageTerms = messageTermsOf(form.form);
  const { retain = false, qos = 1 } = target.terms;
  return {
    ...doesNotSubscribe,
    request: (exchange) =>
      exchangeWith(
        context,
        target,
        exchange,
        () => `no answer on ${terms.filters.join(", ")}`,
        async ({ connection }, { broker, variables: own }, deadline) => {
          const desk = deskOf(connection);
          const variables = { ...own, [clientVariable]: connection.clientId, [requestVariable]: desk.nextId() };
          const filters = terms.filters.map((filter) => topicFilterOf(filter, variables));
          const { contentType, body } = requestPayload(contentOf(exchange), variables);
          const properties = requestProperties(messageTerms, contentType, variables, exchange);
          const message = { topic: target.topicName(broker, variables), payload: body, qos, retain, properties };
          const run = () => ask(connection, filters, message, (one) => read(one, variables), deadline);
          return correlated ? run() : desk.turns.take(filters.join("\n"), deadline, run);
        },
      ),
  };
}

/** An empty body is no input. */
const contentOf = ({ content }: Exchange) => (content === undefined || content.body.length === 0 ? undefined : content);

async function ask(
  connection: BrokerConnection,
  filters: readonly string[],
  message: Parameters<BrokerConnection["publish"]>[0],
  read: (message: InboundMessage) => ReturnType<ReturnType<typeof answerReader>>,
  deadline: Deadline,
): Promise<Reply> {
  const listener = new AnswerListener(read);
  const listening = await connection.listen(filters, 1, listener, deadline);
  try {
    listener.asked();
    await Promise.race([connection.publish(message, deadline), listener.answer]);
    return await deadline.guard(listener.answer);
  } finally {
    void listening.stop();
  }
}

/** What all answer Forms of one connection share. */
interface AnswerDesk {
  readonly turns: Turns;
  nextId(): number;
}

const desks = new WeakMap<BrokerConnection, AnswerDesk>();

function deskOf(connection: BrokerConnection): AnswerDesk {
  let desk = desks.get(connection);
  if (desk === undefined) {
    // Where clients share a topic for answers, another one's numbers are somewhere else.
    let id = randomInt(1, 2 ** 31);
    desk = { turns: new Turns(), nextId: () => id++ };
    desks.set(connection, desk);
  }
  return desk;
}
