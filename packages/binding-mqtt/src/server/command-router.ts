import type { Logger } from "@thingwright/contracts";
import { RequestError, type WotError } from "@thingwright/errors";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { answererOf } from "./answerer.js";
import { parseCommand } from "./command.js";
import type { Outbox } from "./outbox.js";
import type { ThingPresence } from "./thing-presence.js";
import { ThingTopics } from "./thing-topics.js";

/** Hands each command to its Thing: one listener and one look-up, however many Things a server has. */
export class CommandRouter implements MessageListener {
  readonly #prefix: string;
  readonly #outbox: Outbox;
  readonly #logger: Logger;
  /** By the level of the topic that is the Thing's. */
  readonly #presences = new Map<string, ThingPresence>();

  constructor(prefix: string, outbox: Outbox, logger: Logger) {
    this.#prefix = prefix;
    this.#outbox = outbox;
    this.#logger = logger;
  }

  get(segment: string): ThingPresence | undefined {
    return this.#presences.get(segment);
  }

  add(presence: ThingPresence): void {
    this.#presences.set(presence.topics.segment, presence);
  }

  delete(presence: ThingPresence): void {
    const { segment } = presence.topics;
    if (this.#presences.get(segment) === presence) this.#presences.delete(segment);
  }

  message(message: InboundMessage): void {
    // A retained command would be carried out again with every connection.
    if (message.retain) return;
    const segment = this.#segmentOf(message.topic);
    const presence = this.#presences.get(segment);
    if (presence === undefined) this.#unknown(segment, message.topic);
    else presence.message(message);
  }

  oversize(topic: string, sizeBytes: number): void {
    this.#presences.get(this.#segmentOf(topic))?.oversize(topic, sizeBytes);
  }

  interrupted(): void {}

  resumed(): void {}

  failed(error: WotError): void {
    this.#logger.error("the broker refuses commands", { code: error.code, reason: error.message });
  }

  #segmentOf(topic: string): string {
    const start = this.#prefix.length + 1;
    return topic.slice(start, topic.indexOf("/", start));
  }

  /** Whoever waits for an answer need not wait for a Thing that is not there. */
  #unknown(segment: string, topic: string): void {
    const topics = new ThingTopics(this.#prefix, { slug: segment });
    const command = parseCommand(topic.slice(this.#prefix.length + segment.length + 2));
    if (command.request === undefined || topics.segment !== segment) return;
    const error = new RequestError("WOT_UNAVAILABLE", "the Thing is not exposed");
    answererOf(topics, this.#outbox, topic, command).failed(error);
  }
}
