import type { Content } from "@thingwright/contracts";
import { problemMediaType, RequestError, toProblem } from "@thingwright/errors";
import type { InboundMessage } from "../connection/message.js";
import { faultOfTopicName } from "../topic/topic-name.js";
import type { Command } from "./command.js";
import type { Answer } from "./command-runner.js";
import type { Outbox } from "./outbox.js";
import type { ThingTopics } from "./thing-topics.js";

/** Tells whoever sent a command how it ended. */
export interface Answerer {
  succeeded(answer: Answer): void;
  failed(error: unknown): void;
}

/**
 * Where the answer of a command goes: to the reply topic of a request, to the Response Topic of MQTT 5, or, of a plain
 * message, only a failure to the Thing's topic for errors.
 *
 * @throws {RequestError} WOT_BAD_REQUEST when the Response Topic is unusable
 */
export function answererOf(topics: ThingTopics, outbox: Outbox, topic: string, command: Command): Answerer {
  const { request } = command;
  if (request === undefined) return plainAnswerer(topics, outbox, topic);
  return {
    succeeded: ({ outcome, content }) => send(outbox, topics.reply(request.client, request.id, outcome), content),
    failed: (error) => send(outbox, topics.reply(request.client, request.id, "error"), problemOf(error)),
  };
}

/** Failures on `{base}/errors`; the problem's member `topic` says which command failed. */
export function plainAnswerer(topics: ThingTopics, outbox: Outbox, topic: string): Answerer {
  return {
    succeeded: () => {},
    failed: (error) => send(outbox, topics.errors, problemOf(error, { topic })),
  };
}

/** MQTT 5.0 §4.10. @throws {RequestError} WOT_BAD_REQUEST when the Response Topic is unusable */
export function responseTopicAnswerer(
  prefix: string,
  outbox: Outbox,
  { properties }: InboundMessage,
  responseTopic: string,
): Answerer {
  checkResponseTopic(responseTopic, prefix);
  const { correlationData } = properties ?? {};
  const own = correlationData === undefined ? {} : { correlationData };
  return {
    succeeded: ({ outcome, content }) => send(outbox, responseTopic, content, { ...own, userProperties: { outcome } }),
    failed: (error) => send(outbox, responseTopic, problemOf(error), { ...own, userProperties: { outcome: "error" } }),
  };
}

/** A peer must not make this server speak in the name of a Thing, or to itself. */
function checkResponseTopic(responseTopic: string, prefix: string): void {
  const isOurs = responseTopic === prefix || responseTopic.startsWith(`${prefix}/`);
  if (!isOurs && !responseTopic.startsWith("$") && faultOfTopicName(responseTopic) === undefined) return;
  throw new RequestError("WOT_BAD_REQUEST", "the Response Topic is unusable");
}

function send(outbox: Outbox, topic: string, content: Content, more: object = {}): void {
  const contentType = content.contentType === "" ? {} : { contentType: content.contentType };
  outbox.queue({ topic, payload: content.body, qos: 1, retain: false, properties: { ...more, ...contentType } });
}

function problemOf(error: unknown, more: object = {}): Content {
  return { contentType: problemMediaType, body: Buffer.from(JSON.stringify({ ...toProblem(error), ...more })) };
}
