import { type Clock, type Logger, type MaybePromise, silent, systemClock } from "@thingwright/contracts";
import { ProtocolError, type RequestError, UsageError, type WotError } from "@thingwright/errors";
import type { ConversionContext } from "../conversion/conversion.js";
import type { Mapping, Outlet, Source, Writer } from "../mapping.js";
import { type BridgeLimits, bridgeLimits } from "./bridge-limits.js";
import { type Asked, deviceError, unavailable } from "./device-error.js";
import { type KnownValue, ModelState } from "./model-state.js";
import type { Northbound } from "./northbound.js";
import { OutletQueue } from "./outlet-queue.js";
import { SourceWatch, type WatchEnvironment } from "./source-watch.js";
import type { Southbound } from "./southbound.js";

/** Options of {@link BridgedDevice}. */
export interface BridgedDeviceOptions {
  readonly limits?: Partial<BridgeLimits>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Options of one write or invocation. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
}

/**
 * A vendor's device in the model's names and values: keeps what it says, converts, and passes on what is asked of it.
 * Knows neither how the device is reached nor who asks.
 */
export class BridgedDevice implements AsyncDisposable {
  readonly #mapping: Mapping;
  readonly #southbound: Southbound;
  readonly #limits: BridgeLimits;
  readonly #watches: readonly SourceWatch[];
  /** The watches that feed a property. */
  readonly #watchesOf = new Map<string, SourceWatch[]>();
  readonly #state: ModelState;
  readonly #queue: OutletQueue;
  readonly #ending = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(mapping: Mapping, southbound: Southbound, northbound: Northbound, options: BridgedDeviceOptions = {}) {
    this.#mapping = mapping;
    this.#southbound = southbound;
    this.#limits = { ...bridgeLimits, ...options.limits };
    const { clock = systemClock, logger = silent } = options;
    this.#state = new ModelState(northbound, clock, logger, (source) => this.#outdate(source));
    this.#queue = new OutletQueue(this.#limits.maxPendingRequests, clock, this.#ending.signal);
    const environment: WatchEnvironment = {
      southbound,
      limits: this.#limits,
      clock,
      logger,
      take: (source, vendor) => this.#state.take(source, vendor),
      invalid: (source, error) => this.#state.invalid(source, error),
    };
    this.#watches = mapping.sources.map((source) => new SourceWatch(source, environment));
    for (const watch of this.#watches) this.#register(watch);
  }

  /** Begins to follow the device. */
  start(): void {
    this.#running ??= Promise.all(this.#watches.map((watch) => watch.run()));
  }

  /** Ends everything that follows the device. Idempotent. */
  async stop(): Promise<void> {
    this.#ending.abort();
    for (const watch of this.#watches) watch.stop();
    await this.#running;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** False while the device itself, or its hub, says that it cannot be reached. */
  get isAvailable(): boolean {
    return this.#state.isAvailable;
  }

  /** When the device last said anything of itself, in milliseconds since 1970. */
  get heardAt(): number | undefined {
    return this.#state.heardAt;
  }

  /** The latest value of a property and its time, however old. */
  lastKnown(name: string): KnownValue | undefined {
    return this.#state.get(name);
  }

  /**
   * The value of a property: at once when it is known and fresh, else read from the device.
   *
   * @throws {RequestError} WOT_UNAVAILABLE when the device cannot be reached
   * @throws {ProtocolError} WOT_PROTOCOL when it sent what cannot be converted
   */
  read(name: string): MaybePromise<unknown> {
    if (!this.#state.isAvailable) throw unavailable("the device is offline");
    const known = this.#state.get(name);
    if (known !== undefined && known.error === undefined && this.#isFresh(name)) return known.value;
    return this.#readThrough(name);
  }

  /**
   * Converts `value` and writes it to the device. When it resolves, reads give the new value. Writes that one
   * southbound affordance takes go there one after the other, in the order in which they came. With `map:minIntervalMs`
   * they wait for each other, and of those of one property that wait only the last is sent: it decides for all of them.
   *
   * @throws {DataSchemaError} for a value that the device has no equivalent of, or does not take
   * @throws {TimeoutError} WOT_TIMEOUT when it did not answer in time: the change may have been made; otherwise like
   *   `read`
   */
  write(name: string, value: unknown, options: RequestOptions = {}): Promise<void> {
    const writer = this.#mapping.writers.get(name);
    if (writer === undefined) return Promise.reject(unknownAffordance("property", name));
    return this.#queue.write(writer.outlet, name, async () => {
      const payload = await writer.conversion.write(value, await this.#contextOf(writer));
      await this.#send(writer.outlet, payload, "value", options);
      this.#settle(name, writer, value, payload);
    });
  }

  /**
   * Invokes an action of the device and returns its output, converted. All that can be read of the device is read
   * anew then; reads wait for that. @throws like `write`
   */
  invoke(name: string, input: unknown, options: RequestOptions = {}): Promise<unknown> {
    const invoker = this.#mapping.invokers.get(name);
    if (invoker === undefined) return Promise.reject(unknownAffordance("action", name));
    return this.#queue.invoke(invoker.outlet, async () => {
      const context = { vendor: undefined, model: this.#state.values };
      const asked = input === undefined ? "change" : "value";
      const output = await this.#send(invoker.outlet, await invoker.payload(input, context), asked, options);
      this.#outdate(undefined);
      return asDevice(async () => invoker.output(output, context));
    });
  }

  #register(watch: SourceWatch): void {
    for (const { target } of watch.source.feeds) {
      if (target.kind !== "property") continue;
      const watches = this.#watchesOf.get(target.name) ?? [];
      if (!watches.includes(watch)) watches.push(watch);
      this.#watchesOf.set(target.name, watches);
    }
  }

  /** Something happened at the device: all its sources are read anew, but for the one that told of it. */
  #outdate(teller: Source | undefined): void {
    for (const watch of this.#watches) if (watch.source !== teller) watch.outdated();
  }

  /**
   * Whether the latest value still holds. One source that fails is reason enough to ask again; so is, where the
   * property can be asked for, any source of the device that is cut off.
   */
  #isFresh(name: string): boolean {
    let isFresh = false;
    let isReadable = false;
    for (const watch of this.#watchesOf.get(name) ?? []) {
      if (watch.isFailing || watch.isOutdated) return false;
      isFresh ||= watch.isFresh();
      isReadable ||= watch.source.isReadable;
    }
    return isFresh && !(isReadable && this.#isCut());
  }

  #isCut(): boolean {
    for (const watch of this.#watches) if (watch.isCut) return true;
    return false;
  }

  async #readThrough(name: string): Promise<unknown> {
    const watch = this.#watchesOf.get(name)?.find((candidate) => candidate.source.isReadable);
    if (watch === undefined) throw this.#unknown(name);
    await asDevice(() => watch.refresh());
    if (!this.#state.isAvailable) throw unavailable("the device is offline");
    const known = this.#state.get(name);
    if (known === undefined) throw new ProtocolError("WOT_PROTOCOL", `the device's answer says nothing of "${name}"`);
    if (known.error !== undefined) throw deviceError(known.error);
    return known.value;
  }

  /** Why a property that only comes by itself has no value to give. */
  #unknown(name: string): WotError {
    const known = this.#state.get(name);
    if (known?.error !== undefined) return deviceError(known.error);
    if (known === undefined) return unavailable(`the device has not sent "${name}" yet`);
    return unavailable("the connection to the device is lost");
  }

  async #contextOf({ conversion, source }: Writer): Promise<ConversionContext> {
    const watch = this.#watches.find((candidate) => candidate.source.name === source);
    if (conversion.needsVendor && watch !== undefined && (watch.vendor === undefined || !watch.isFresh())) {
      await asDevice(() => watch.refresh());
    }
    return { vendor: watch?.vendor, model: this.#state.values };
  }

  #send({ kind, name }: Outlet, payload: unknown, asked: Asked, { signal }: RequestOptions): Promise<unknown> {
    if (this.#ending.signal.aborted) throw unavailable("the device is not offered any more");
    if (!this.#state.isAvailable) throw unavailable("the device is offline");
    const signals = signal === undefined ? [this.#ending.signal] : [this.#ending.signal, signal];
    const options = { timeoutMs: this.#limits.timeoutMs, signal: AbortSignal.any(signals) };
    return asDevice<unknown>(
      () =>
        kind === "action"
          ? this.#southbound.invoke(name, payload, options)
          : this.#southbound.write(name, payload, options),
      asked,
    );
  }

  #settle(name: string, writer: Writer, value: unknown, payload: unknown): void {
    for (const watch of this.#watchesOf.get(name) ?? []) {
      watch.written(writer.conversion.needsVendor && watch.source.name === writer.source ? payload : undefined);
    }
    if (this.#mapping.readable.has(name)) this.#state.learn(name, writer.conversion.nearest(value));
  }
}

/** Carries `request` out; its failure is the device's. */
async function asDevice<T>(request: () => Promise<T>, asked: Asked = "read"): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw deviceError(error, asked);
  }
}

function unknownAffordance(kind: string, name: string): UsageError | RequestError {
  return new UsageError("WOT_UNKNOWN_AFFORDANCE", `the device has no ${kind} "${name}" to take this`);
}
