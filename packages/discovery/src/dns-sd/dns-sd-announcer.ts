import { randomBytes } from "node:crypto";
import {
  type Announcer,
  type Clock,
  isLoopback,
  type Logger,
  limitsFrom,
  type Offer,
  silent,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type AnnouncedEnvironment, AnnouncedService } from "./announced-service.js";
import type { DnsSdOptions } from "./dns-sd.js";
import { type DnsSdLimits, defaultDnsSdLimits } from "./dns-sd-limits.js";
import { HeardMessage } from "./heard-message.js";
import { MessageIntake } from "./message-intake.js";
import type { MulticastMembership, MulticastNetwork } from "./multicast-network.js";
import { type ServiceOffer, serviceOffer } from "./service-offer.js";
import { udpMulticast } from "./udp-multicast.js";

/** Options of {@link dnsSdAnnouncer}. */
export interface DnsSdAnnouncerOptions extends DnsSdOptions {
  readonly clock?: Clock;
  /** Uniform in [0, 1): spreads probes and answers. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Makes Things and directories known on the local network by DNS-Based Service Discovery over Multicast DNS, under the
 * addresses of their offers and no other: what is offered on loopback is announced on loopback only, and the machine's name
 * is not told.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 * @see WoT Discovery §6.3, RFC 6763, RFC 6762 §8
 */
export const dnsSdAnnouncer = (options: DnsSdAnnouncerOptions = {}): Announcer => new DnsSdAnnouncer(options);

class DnsSdAnnouncer implements Announcer {
  readonly name = "dns-sd";
  readonly #limits: DnsSdLimits;
  readonly #network: MulticastNetwork;
  readonly #intake: MessageIntake;
  readonly #environment: AnnouncedEnvironment;
  /** Host of offers at IP addresses: made up, so that it tells nothing of the machine. */
  readonly #host = `thing-${randomBytes(8).toString("hex")}.local`;
  /** By what is offered. */
  readonly #services = new Map<string, AnnouncedService>();
  #logger: Logger = silent;
  #joining: Promise<MulticastMembership> | undefined;
  #membership: MulticastMembership | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: DnsSdAnnouncerOptions) {
    this.#limits = limitsFrom(defaultDnsSdLimits, options.limits);
    this.#network = options.network ?? udpMulticast(options);
    const { clock = systemClock } = options;
    this.#intake = new MessageIntake(this.#limits, clock);
    this.#environment = {
      clock,
      random: options.random ?? Math.random,
      logger: { ...silent, warn: (message, context) => this.#logger.warn(message, context) },
      maxRenames: this.#limits.maxRenames,
      send: (message, offer) => this.#send(message, offer),
      isTaken: (key, but) => this.#isTaken(key, but),
    };
  }

  async announce(offers: readonly Offer[], logger: Logger): Promise<void> {
    if (this.#stopping !== undefined) throw new UsageError("WOT_STATE", "a stopped announcer cannot announce");
    this.#logger = logger;
    if (offers.length > 0) await this.#join();
    if (this.#stopping !== undefined) return;
    const offered = this.#offered(offers);
    for (const [key, service] of this.#services) {
      if (offered.has(key)) continue;
      service.end();
      this.#services.delete(key);
    }
    for (const [key, offer] of offered) if (!this.#services.has(key)) this.#begin(key, offer);
  }

  #begin(key: string, offer: ServiceOffer): void {
    const service = new AnnouncedService(offer, this.#environment);
    this.#services.set(key, service);
    service.begin();
  }

  /** What can be announced, directories first, and no more than the limit. */
  #offered(offers: readonly Offer[]): ReadonlyMap<string, ServiceOffer> {
    const offered = new Map<string, ServiceOffer>();
    const ordered = [...offers].sort((a, b) => Number(b.kind === "directory") - Number(a.kind === "directory"));
    for (const offer of ordered) {
      if (offered.size >= this.#limits.maxServices) {
        this.#logger.warn("there are more offers than are announced", { limit: this.#limits.maxServices });
        break;
      }
      const service = serviceOffer(offer, this.#host);
      if (service !== undefined) offered.set(JSON.stringify([offer.kind, offer.url, offer.title]), service);
    }
    return offered;
  }

  async #join(): Promise<void> {
    this.#joining ??= this.#network.join((bytes, { port }) => this.#receive(bytes, port));
    try {
      this.#membership = await this.#joining;
    } catch (error) {
      this.#joining = undefined;
      throw error;
    }
  }

  #receive(bytes: Uint8Array, port: number): void {
    const message = this.#intake.take(bytes);
    // Answers come from the group's own port (RFC 6762 §6): nobody else contests a name.
    if (message === undefined || (message.isResponse && port !== this.#membership?.port)) return;
    const heard = new HeardMessage(message);
    for (const service of this.#services.values()) service.hear(heard);
  }

  #send(message: Uint8Array, { isPublic }: ServiceOffer): void {
    for (const link of this.#membership?.links ?? []) if (isPublic || isLoopback(link.address)) link.send(message);
  }

  #isTaken(key: string, but: AnnouncedService): boolean {
    return [...this.#services.values()].some((each) => each !== but && each.key === key);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const membership = await this.#joining?.catch(() => undefined);
    for (const service of this.#services.values()) service.end();
    this.#services.clear();
    await membership?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
