import type { RemoteSubscription } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { NotificationMessage } from "../../websocket/message.js";
import type { Deadline } from "../deadline.js";
import { farewell } from "../farewell.js";
import type { SubscriptionState } from "../subscription-state.js";
import type { SocketLine } from "./socket-line.js";
import { dataIn, json } from "./thing-answer.js";
import type { TopicListener, TopicName } from "./topic.js";

/** A subscription over a line, which gets it back when its connection is lost. */
export class SocketSubscription implements RemoteSubscription, TopicListener {
  readonly state: SubscriptionState;
  readonly #line: SocketLine;
  readonly #topic: TopicName;
  readonly #deadline: Deadline;

  constructor(line: SocketLine, topic: TopicName, state: SubscriptionState, deadline: Deadline) {
    this.#line = line;
    this.#topic = topic;
    this.state = state;
    this.#deadline = deadline;
  }

  /** Resolves once the Thing has agreed. */
  open(timeoutMs: number): Promise<void> {
    this.#deadline.onEnd = (error) => this.#ended(error);
    if (this.#deadline.ended !== undefined) this.#ended(this.#deadline.ended);
    else this.#line.listen(this.#topic, timeoutMs, this).then(() => this.#agreed(), this.#fail);
    return this.state.established;
  }

  async stop(): Promise<void> {
    this.state.end();
    this.#deadline.release();
    await farewell(this.#line.unlisten(this.#topic, this));
  }

  receive(message: NotificationMessage): void {
    // It may come in one piece with the agreement, before anybody has been told of that.
    this.state.up();
    const data = dataIn(message);
    if (this.#topic.name === undefined) this.state.next(json({ [message.name]: data ?? null }));
    else this.state.next(data === undefined ? { contentType: "", body: new Uint8Array(0) } : json(data));
  }

  /** An agreement that comes too late is taken back. */
  #agreed(): void {
    this.#deadline.met();
    this.state.up();
    if (this.state.isOver) this.stop().catch(() => {});
  }

  /** The timeout fails what is not established; the signal ends in silence what is. */
  #ended(error: WotError): void {
    if (!this.state.isEstablished) this.#fail(error);
    else this.stop().catch(() => {});
  }

  readonly #fail = (error: unknown): void => {
    this.#deadline.release();
    this.state.fail(asWotError(error));
  };
}
