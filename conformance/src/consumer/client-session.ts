import type { CoapMessage } from "../wire/coap/coap-message.js";
import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import { httpProbe } from "../wire/http/http-probe.js";
import { pause } from "../wire/pause.js";
import type { Command, Interact, Notification, Reply } from "./command.js";
import type { CommandContext, ConsumerDriver } from "./consumer-driver.js";
import type { ConsumerLimits } from "./consumer-limits.js";
import type { CoapArrival } from "./probe-thing/coap-arrival.js";
import type { HttpArrival } from "./probe-thing/http-arrival.js";
import type { Stage } from "./probe-thing/stage.js";
import type { Answered } from "./trial-record.js";

/** Most notifications that are kept of one trial. */
const maxNotifications = 100;

/** A client during one trial. Nothing rejects; after an obstacle nothing is asked of the client any more. */
export class ClientSession {
  readonly #driver: ConsumerDriver;
  readonly #stage: Stage;
  readonly #limits: ConsumerLimits;
  readonly #signal: AbortSignal;
  readonly #answered: Answered[] = [];
  readonly #notifications: Notification[] = [];
  readonly #callbacks: HttpExchange[] = [];
  readonly #events: Record<string, boolean> = {};
  #obstacle: Reply | undefined;

  constructor(driver: ConsumerDriver, stage: Stage, limits: ConsumerLimits, signal: AbortSignal) {
    this.#driver = driver;
    this.#stage = stage;
    this.#limits = limits;
    this.#signal = signal;
  }

  get answered(): readonly Answered[] {
    return this.#answered;
  }

  get notifications(): readonly Notification[] {
    return this.#notifications;
  }

  /** What the Thing asked the client, and its answers. */
  get callbacks(): readonly HttpExchange[] {
    return this.#callbacks;
  }

  /** What has arrived so far. */
  get arrivals(): readonly HttpArrival[] {
    return this.#stage.arrivals;
  }

  /** What has arrived over CoAP so far. */
  get datagrams(): readonly CoapArrival[] {
    return this.#stage.datagrams;
  }

  get events(): Readonly<Record<string, boolean>> {
    return this.#events;
  }

  /** Whether the client did not reply, so that a new one is wanted. */
  get isSilent(): boolean {
    return this.#obstacle?.kind === "silent";
  }

  /** Tells the client what to do, and waits for its reply. */
  async do(command: Command): Promise<Reply> {
    if (this.#obstacle !== undefined) return this.#obstacle;
    const reply = await this.#replyTo(command);
    this.#answered.push({ command, reply });
    const isRefused = command.do === "consume" && reply.kind === "failed";
    if (isRefused || reply.kind === "unsupported" || reply.kind === "silent") this.#obstacle = reply;
    return reply;
  }

  /** {@link do} for the operations on one affordance. */
  interact(
    operation: Interact["do"],
    name?: string,
    more: Pick<Interact, "value" | "uriVariables"> = {},
  ): Promise<Reply> {
    return this.do({ do: operation, ...(name === undefined ? {} : { name }), ...more });
  }

  /** Waits for a request that is to come by itself; {@link events} says under `event` whether it came. */
  arrival(event: string, isWanted: (arrival: HttpArrival) => boolean): Promise<boolean> {
    return this.#wait(event, () => this.#stage.arrivals.some(isWanted));
  }

  /** Waits for a datagram; {@link events} says under `event` whether it came. */
  datagram(event: string, isWanted: (arrival: CoapArrival) => boolean): Promise<boolean> {
    return this.#wait(event, () => this.#stage.datagrams.some(isWanted));
  }

  /** Sends a datagram to who has asked something over CoAP. */
  sendCoap(message: CoapMessage): void {
    this.#stage.sendCoap(message);
  }

  /** Waits until the client has passed something on to its user. */
  notified(event: string, isWanted: (notification: Notification) => boolean = () => true): Promise<boolean> {
    return this.#wait(event, () => this.#notifications.some(isWanted));
  }

  /** Waits until a response goes on, because the client has asked again. */
  reopened(event: string): Promise<boolean> {
    return this.#wait(event, () => this.#stage.openStreams > 0);
  }

  /** Waits until no response goes on, because the client has ended them. */
  closed(event: string): Promise<boolean> {
    return this.#wait(event, () => this.#stage.openStreams === 0);
  }

  /** Asks an address that the client has given for it. */
  async call(request: HttpRequest): Promise<HttpExchange | undefined> {
    if (this.#obstacle !== undefined) return undefined;
    const probe = httpProbe({ requestTimeoutMs: this.#limits.arrivalTimeoutMs });
    const exchange = await probe(request, this.#signal);
    this.#callbacks.push(exchange);
    return exchange;
  }

  /** Writes to the responses that go on. */
  push(text: string): void {
    this.#stage.push(text);
  }

  /** Breaks them. */
  drop(): void {
    this.#stage.drop();
  }

  async #wait(event: string, condition: () => boolean): Promise<boolean> {
    if (this.#obstacle !== undefined) return false;
    const happened = await this.#stage.until(condition, this.#limits.arrivalTimeoutMs, this.#signal);
    this.#events[event] = happened;
    return happened;
  }

  async #replyTo(command: Command): Promise<Reply> {
    const { replyTimeoutMs } = this.#limits;
    const settled = new AbortController();
    const signal = AbortSignal.any([this.#signal, settled.signal]);
    const context: CommandContext = { signal, notify: (each) => this.#take(each) };
    const reply = await Promise.race([
      this.#perform(command, context),
      pause(replyTimeoutMs, signal).then((): Reply => ({ kind: "silent", message: this.#silence() })),
    ]);
    settled.abort();
    return reply;
  }

  async #perform(command: Command, context: CommandContext): Promise<Reply> {
    try {
      return await this.#driver.perform(command, context);
    } catch (error) {
      return { kind: "failed", message: error instanceof Error ? error.message : "unknown reason" };
    }
  }

  #silence(): string {
    return this.#signal.aborted ? "the run has ended" : `nothing came within ${this.#limits.replyTimeoutMs} ms`;
  }

  #take(notification: Notification): void {
    if (this.#notifications.length < maxNotifications) this.#notifications.push(notification);
    this.#stage.changed();
  }
}
