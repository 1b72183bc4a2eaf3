import type { Clock, Timer } from "@thingwright/contracts";
import { Arrivals } from "../arrivals.js";
import { type DnsQuestion, encodeQuery } from "./dns-message.js";
import type { DnsSdLimits } from "./dns-sd-limits.js";
import { MessageIntake } from "./message-intake.js";
import type { MulticastMembership, MulticastNetwork, MulticastSender } from "./multicast-network.js";
import { ServiceInstances } from "./service-instances.js";
import type { WantedServices } from "./wanted-services.js";

/** Milliseconds before the first repetition of a query; each further one waits twice as long (RFC 6762 §5.2). */
const firstRepetitionMs = 1_000;

/** Milliseconds that the records of an instance have to arrive by themselves before they are asked for. */
const completionMs = 100;

/** Questions for what is missing that go into one message. */
const maxQuestions = 16;

/** Known answers that are sent along with a query: as many as surely fit into one message. */
const maxKnownAnswers = 16;

/** One search for service instances: asks, asks again more and more seldom, and puts together what is answered. */
export class ServiceSearch<Kind, Text, Found> {
  readonly #network: MulticastNetwork;
  readonly #intake: MessageIntake;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #browsed: readonly DnsQuestion[];
  readonly #instances: ServiceInstances<Kind, Text, Found>;
  readonly #arrivals = new Arrivals<Found>();
  #membership: MulticastMembership | undefined;
  #repetitionMs = firstRepetitionMs;
  #repetition: Timer | undefined;
  #completion: Timer | undefined;

  constructor(
    { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
    network: MulticastNetwork,
    limits: DnsSdLimits,
    wanted: WantedServices<Kind, Text, Found>,
  ) {
    this.#network = network;
    this.#intake = new MessageIntake(limits, clock);
    this.#clock = clock;
    this.#signal = signal;
    this.#browsed = wanted.browsed.map((name) => ({ name, type: "PTR" }));
    this.#instances = new ServiceInstances(limits, wanted);
  }

  /** Until the search's signal aborts. @throws {NetworkError} WOT_NETWORK when there is no network */
  async *found(): AsyncGenerator<Found> {
    if (this.#signal.aborted) return;
    const membership = await this.#network.join((message, from) => this.#receive(message, from));
    this.#membership = membership;
    try {
      this.#browse();
      yield* this.#arrivals.until(this.#signal);
    } finally {
      this.#repetition?.cancel();
      this.#completion?.cancel();
      this.#membership = undefined;
      await membership.close();
    }
  }

  #browse(): void {
    this.#ask(this.#browsed, this.#instances.known().slice(0, maxKnownAnswers));
    this.#repetition = this.#clock.after(this.#repetitionMs, () => this.#browse());
    this.#repetitionMs *= 2;
  }

  #receive(bytes: Uint8Array, { address, port }: MulticastSender): void {
    // Answers come from the group's own port (RFC 6762 §6).
    if (port !== this.#membership?.port) return;
    const message = this.#intake.take(bytes);
    if (message?.isResponse !== true) return;
    for (const found of this.#instances.take(message.records, address)) this.#arrivals.push(found);
    this.#completeLater();
  }

  /** Asks for what is missing: a message at a time, however much others make of it. */
  #completeLater(): void {
    if (!this.#instances.isIncomplete) return;
    this.#completion ??= this.#clock.after(completionMs, () => {
      this.#completion = undefined;
      const questions = this.#instances.nextQuestions(maxQuestions);
      if (questions.length > 0) this.#ask(questions);
      this.#completeLater();
    });
  }

  #ask(...query: Parameters<typeof encodeQuery>): void {
    const message = encodeQuery(...query);
    for (const link of this.#membership?.links ?? []) link.send(message);
  }
}
