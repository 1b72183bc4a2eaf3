import {
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  type Logger,
  type MaybePromise,
  manifestRefusal,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  silent,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { individualAddress } from "../bus/address.js";
import { Bus } from "../bus/bus.js";
import { type BusLimits, busLimitsFrom } from "../bus/bus-limits.js";
import type { OpenLink } from "../bus/bus-link.js";
import type { TunnelUser } from "../ip/secure/secure-handshake.js";
import { BusPool } from "./bus-pool.js";
import { readGroup, writeGroup } from "./group-exchange.js";
import { GroupSubscription } from "./group-subscription.js";
import { type BusAddress, busUrl } from "./knx-address.js";
import { type KnxRequest, readKnxForm } from "./knx-form.js";
import { knxManifest } from "./manifest.js";
import { openBus } from "./open-bus.js";

/** Options of {@link knxClient}; every one has a default. */
export interface KnxClientOptions {
  readonly limits?: Partial<BusLimits>;
  /** An address translation is in between, as in many containers: interfaces answer to where messages come from. */
  readonly isTranslated?: boolean;
  /** Individual address of what is sent by multicast, which no device of the installation may have. */
  readonly individualAddress?: string;
  /** IPv4 address of the network interface that multicast uses; the system's choice by default. */
  readonly networkInterface?: string;
  /** Who opens tunnels of `knx+secure:` interfaces (KNX IP Secure). */
  readonly tunnelUser?: (bus: BusAddress) => MaybePromise<TunnelUser | undefined>;
  /** Another way onto a bus, such as one in the memory of a test. */
  readonly open?: (bus: BusAddress) => OpenLink;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Uniform in [0, 1); spreads attempts to connect. */
  readonly random?: () => number;
}

/** The last of the last line: what ETS gives to devices last. */
const defaultIndividualAddress = "15.15.255";

/**
 * The consuming half of a KNX binding: group addresses of a bus, through an interface or beside routers. Bodies are JSON; the
 * term `knxv:datapointType` of a Form says what telegrams mean.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range; WOT_ARGUMENT for an address that is none
 */
export function knxClient(options: KnxClientOptions = {}): ClientBinding {
  return new KnxClient(options);
}

class KnxClient implements ClientBinding {
  readonly manifest = knxManifest;
  readonly #clock: Clock;
  readonly #limits: BusLimits;
  readonly #pool: BusPool;
  readonly #subscriptions = new Set<GroupSubscription>();
  #isStopped = false;

  constructor(options: KnxClientOptions) {
    const { clock = systemClock, logger = silent, random = Math.random } = options;
    this.#clock = clock;
    this.#limits = busLimitsFrom(options.limits);
    const open = options.open ?? this.#opener(options);
    this.#pool = new BusPool(
      this.#limits.maxConnections,
      (address) => new Bus({ name: busUrl(address), open: open(address), limits: this.#limits, clock, logger, random }),
    );
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { operation, href } = request;
    const refused = manifestRefusal(request, knxManifest, "KNX");
    if (refused !== undefined) return { refused };
    if (href.variables.length > 0) return { refused: "a group address has no variables" };
    const prepared = readKnxForm(request, href.expand({}));
    if (typeof prepared === "string") return { refused: prepared };
    return {
      request: (exchange) => this.#request(prepared, operation === "readproperty", exchange),
      subscribe: (exchange, sink) => this.#subscribe(prepared, operation === "subscribeevent", exchange, sink),
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const subscription of this.#subscriptions) subscription.stop();
    this.#subscriptions.clear();
    await this.#pool.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #opener(options: KnxClientOptions): (bus: BusAddress) => OpenLink {
    const { isTranslated = false, networkInterface, tunnelUser = () => undefined } = options;
    const { individualAddress: text = defaultIndividualAddress } = options;
    const source = individualAddress(text);
    if (source === undefined) throw new UsageError("WOT_ARGUMENT", `${text} is no individual address such as 1.1.250`);
    return (bus) => openBus(bus, { isTranslated, networkInterface, source, tunnelUser }, this.#limits, this.#clock);
  }

  async #request(request: KnxRequest, isRead: boolean, exchange: Exchange): Promise<Reply> {
    const bus = this.#busOf(request);
    if (isRead) return readGroup(bus, request, exchange);
    return writeGroup(bus, request, exchange, this.#limits, this.#clock);
  }

  async #subscribe(
    request: KnxRequest,
    isEvent: boolean,
    exchange: Exchange,
    sink: ContentSink,
  ): Promise<RemoteSubscription> {
    const bus = this.#busOf(request);
    const { maxSubscriptions, maxSilenceMs } = this.#limits;
    if (this.#subscriptions.size >= maxSubscriptions) {
      throw new UsageError("WOT_STATE", `${maxSubscriptions} group addresses are observed already`);
    }
    const options = { request, isEvent, bus, clock: this.#clock, maxSilenceMs };
    const subscription = new GroupSubscription(options, sink);
    this.#subscriptions.add(subscription);
    const abort = (): void => void stop();
    const stop = async (): Promise<void> => {
      exchange.signal?.removeEventListener("abort", abort);
      subscription.stop();
      this.#subscriptions.delete(subscription);
    };
    try {
      await subscription.start(exchange);
    } catch (error) {
      await stop();
      throw error;
    }
    exchange.signal?.addEventListener("abort", abort, { once: true });
    return { stop };
  }

  #busOf({ bus }: KnxRequest): Bus {
    if (this.#isStopped) throw new UsageError("WOT_STATE", "the KNX client is stopped");
    return this.#pool.get(bus);
  }
}
