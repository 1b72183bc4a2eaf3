import { type Clock, type Logger, type MaybePromise, silent, systemClock } from "@thingwright/contracts";
import { ProtocolError, type RequestError, UsageError, type WotError } from "@thingwright/errors";
import type { ConversionContext } from "../conversion/conversion.js";
import type { Mapping, Outlet, Source, Writer, WriterPart } from "../mapping.js";
import { type BridgeLimits, bridgeLimits } from "./bridge-limits.js";
import { type Asked, deviceError, unavailable } from "./device-error.js";
import { type DeviceLosses, LossCounter } from "./device-losses.js";
import { heldValue } from "./held-value.js";
import { KeptRequests } from "./kept-requests.js";
import { type KnownValue, ModelState } from "./model-state.js";
import type { Northbound } from "./northbound.js";
import { OutletQueue } from "./outlet-queue.js";
import type { WatchEnvironment } from "./source-watch.js";
import { SourceWatches } from "./source-watches.js";
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
  readonly #watches: SourceWatches;
  readonly #state: ModelState;
  readonly #queue: OutletQueue;
  readonly #kept: KeptRequests;
  readonly #losses: LossCounter;
  readonly #ending = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(mapping: Mapping, southbound: Southbound, northbound: Northbound, options: BridgedDeviceOptions = {}) {
    this.#mapping = mapping;
    this.#southbound = southbound;
    this.#limits = { ...bridgeLimits, ...options.limits };
    const { clock = systemClock, logger = silent } = options;
    const losses = new LossCounter(clock, logger);
    this.#losses = losses;
    this.#state = new ModelState(northbound, { clock, logger, losses }, (source) => this.#watches.outdate(source));
    this.#queue = new OutletQueue(this.#limits.maxPendingRequests, { clock, losses }, this.#ending.signal);
    this.#kept = new KeptRequests({
      clock,
      logger,
      timeoutMs: this.#limits.timeoutMs,
      maxKept: this.#limits.maxKeptRequests,
      signal: this.#ending.signal,
      isAwake: ({ awakeMs }) =>
        this.#state.isAvailable && (awakeMs === undefined || clock.now() - (this.heardAt ?? -Infinity) <= awakeMs),
    });
    const environment: WatchEnvironment = {
      southbound,
      limits: this.#limits,
      clock,
      logger,
      losses,
      take: (source, vendor) => this.#take(source, vendor),
      invalid: (source, error) => this.#state.invalid(source, error),
    };
    this.#watches = new SourceWatches(mapping, environment);
  }

  /** Begins to follow the device. */
  start(): void {
    this.#running ??= this.#watches.run();
  }

  /** Ends everything that follows the device. Idempotent. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#watches.stop();
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

  /** What came to nothing so far. */
  get losses(): DeviceLosses {
    return this.#losses.snapshot();
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
    if (known !== undefined && known.error === undefined && this.#watches.isFresh(name)) return known.value;
    return this.#readThrough(name);
  }

  /** When each property that has a value was measured, or heard where the device does not say; RFC 3339 texts by name. */
  get valueTimes(): Readonly<Record<string, string>> {
    const times = [...this.#mapping.readable].flatMap((name) => {
      const known = this.#state.get(name);
      return known === undefined || known.error !== undefined ? [] : [[name, new Date(known.time).toISOString()]];
    });
    return Object.fromEntries(times);
  }

  /**
   * Converts `value` and writes it to the device. When it resolves, reads give the new value. Writes that one
   * southbound affordance takes go there one after the other, in the order in which they came. With `map:minIntervalMs`
   * they wait for each other, and of those of one property that wait only the last is sent: it decides for all of them.
   * With `map:keepMs` they wait for a device that is away or asleep.
   *
   * @throws {DataSchemaError} for a value that the device has no equivalent of, or does not take
   * @throws {TimeoutError} WOT_TIMEOUT when it did not answer in time: the change may have been made; otherwise like
   *   `read`
   */
  write(name: string, value: unknown, options: RequestOptions = {}): Promise<void> {
    const writer = this.#mapping.writers.get(name);
    if (writer === undefined) return Promise.reject(unknownAffordance("property", name));
    if (writer.parts.length === 0) return this.#write(name, writer, value, options, true);
    return this.#writeParts(name, writer, value, options);
  }

  /**
   * Invokes an action of the device and returns its output, converted. All that can be read of the device is read
   * anew then; reads wait for that. @throws like `write`
   */
  invoke(name: string, input: unknown, options: RequestOptions = {}): Promise<unknown> {
    const invoker = this.#mapping.invokers.get(name);
    if (invoker === undefined) return Promise.reject(unknownAffordance("action", name));
    const { outlet } = invoker;
    const request = async (): Promise<unknown> => {
      const context = this.#context(undefined);
      const asked = input === undefined ? "change" : "value";
      const output = await this.#send(outlet, await invoker.payload(input, context), asked, options);
      this.#watches.outdate(undefined);
      return asDevice(async () => invoker.output(output, context));
    };
    const attempt = (): Promise<unknown> => this.#queue.invoke(outlet, request);
    return outlet.keepMs === undefined ? attempt() : this.#kept.carryOut({ outlet, attempt, signal: options.signal });
  }

  /** The parts of a value go one after the other; the first that fails ends it, and what is known is asked for anew. */
  async #writeParts(name: string, writer: Writer, value: unknown, options: RequestOptions): Promise<void> {
    const ways: readonly WriterPart[] = [writer, ...writer.parts];
    try {
      for (const [index, way] of ways.entries()) {
        await this.#write(name, { ...writer, ...way }, value, options, index === ways.length - 1);
      }
    } catch (error) {
      for (const watch of this.#watches.of(name)) watch.outdated();
      throw error;
    }
  }

  /** @param isLast - the value has gone whole then */
  #write(name: string, writer: Writer, value: unknown, options: RequestOptions, isLast: boolean): Promise<void> {
    const { outlet, conversion } = writer;
    const request = async (): Promise<void> => {
      const context = await this.#contextOf(writer);
      const payload = await conversion.write(value, context);
      await this.#send(outlet, payload, "value", options);
      if (isLast) await this.#settle(name, writer, value, payload);
    };
    const attempt = (): Promise<void> => this.#queue.write(outlet, name, request);
    if (outlet.keepMs === undefined) return attempt();
    return this.#kept.carryOut({ outlet, property: `${outlet.kind} ${outlet.name} ${name}`, attempt, ...options });
  }

  #take(source: Source, vendor: unknown): MaybePromise<void> {
    const taken = this.#state.take(source, vendor);
    if (taken instanceof Promise) return taken.then(() => this.#kept.heard());
    this.#kept.heard();
  }

  async #readThrough(name: string): Promise<unknown> {
    const watches = this.#watches.toRead(name);
    if (watches.length === 0) throw this.#unknown(name);
    await asDevice(() => Promise.all(watches.map((watch) => watch.refresh())));
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
    const watch = this.#watches.named(source);
    if (conversion.needsVendor && watch !== undefined && (watch.vendor === undefined || !watch.isFresh())) {
      await asDevice(() => watch.refresh());
    }
    return this.#context(watch?.vendor);
  }

  #context(vendor: unknown): ConversionContext {
    return { vendor, model: this.#state.values, vendors: this.#state.vendors };
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
      this.#limits.maxVendorWords,
    );
  }

  /** The device has taken `payload`: what a read gives from now on. */
  async #settle(name: string, writer: Writer, value: unknown, payload: unknown): Promise<void> {
    const watches = this.#watches.of(name);
    const own = this.#watches.named(writer.source);
    for (const watch of watches) {
      watch.written(writer.conversion.needsVendor && watch === own ? payload : undefined);
    }
    if (!this.#mapping.readable.has(name)) return;
    const before = this.#state.get(name);
    const held = await heldValue(writer, value, payload, this.#context(own?.vendor));
    // What the device has said meanwhile counts.
    if (this.#state.get(name) === before) this.#state.learn(name, held);
    if (writer.isReadBack) for (const watch of watches) watch.outdated();
  }
}

/** Carries `request` out; its failure is the device's. */
async function asDevice<T>(request: () => Promise<T>, asked: Asked = "read", maxWords?: number): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw deviceError(error, asked, maxWords);
  }
}

function unknownAffordance(kind: string, name: string): UsageError | RequestError {
  return new UsageError("WOT_UNKNOWN_AFFORDANCE", `the device has no ${kind} "${name}" to take this`);
}
