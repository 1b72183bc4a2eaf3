import { type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, RemoteError } from "@thingwright/errors";
import type { ModbusFunction } from "../modbus-function.js";
import { answerTo, countedIn, pduOf } from "../protocol/pdu.js";
import type { Connection } from "./connection.js";
import type { Cuts } from "./cuts.js";
import type { Job } from "./fair-queue.js";
import { type Block, blocksOf, divisionOf, type Range, requestsOf } from "./read-plan.js";

/** How far requests may be merged. */
export interface MergeLimits {
  readonly maxGapRegisters: number;
  readonly maxGapCoils: number;
  readonly maxMergedRegisters: number;
  readonly maxMergedCoils: number;
}

/** One value to be read. */
export interface RangeRead extends Range {
  readonly function: ModbusFunction;
  readonly responseTimeoutMs: number;
}

/** The unit that is asked. */
export interface AskedUnit {
  readonly unitId: number;
  exchange(pdu: Uint8Array, patience: Patience): Promise<Uint8Array>;
}

interface Entry extends RangeRead {
  isGone: boolean;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

type Request = readonly Block<Entry>[];

/** Exceptions of devices that cannot read across what was merged: a wrong address, too many at a time, or a failure. */
const divisible: ReadonlySet<string> = new Set(["0x02", "0x03", "0x04"]);

/**
 * Values that are read from one unit: those that wait at the same time and lie near each other are read by one request.
 * Where the device refuses that, the request is divided until it works, and not merged there again.
 */
export class MergedReads {
  readonly #unit: AskedUnit;
  readonly #connection: Connection;
  readonly #limits: MergeLimits;
  readonly #clock: Clock;
  readonly #job: Job;
  readonly #waiting = new Set<Entry>();
  readonly #cuts: Cuts;
  #isScheduled = false;
  #underWay: { readonly entries: readonly Entry[]; readonly ending: AbortController } | undefined;

  /**
   * @param cuts - what is known of the unit; shared by all that read from it
   * @param isPolling - whether nobody in particular waits for the values
   */
  constructor(
    unit: AskedUnit,
    connection: Connection,
    limits: MergeLimits,
    clock: Clock,
    cuts: Cuts,
    isPolling: boolean,
  ) {
    this.#unit = unit;
    this.#connection = connection;
    this.#limits = limits;
    this.#clock = clock;
    this.#cuts = cuts;
    this.#job = {
      unitId: unit.unitId,
      isPolling,
      run: () => this.#run(),
      fail: (reason) => this.#failAll(reason),
    };
  }

  /** Registers big-endian in the device's own order of bytes; coils packed as on the wire. */
  read(range: RangeRead, patience: Patience): Promise<Uint8Array> {
    let entry: Entry | undefined;
    const result = new Promise<Uint8Array>((resolve, reject) => {
      entry = { ...range, isGone: false, resolve, reject };
    });
    const waits = entry!;
    this.#waiting.add(waits);
    this.#schedule();
    return within(result, patience, this.#clock, (reason) => this.#leave(waits, reason));
  }

  /** Not before everything that is asked for in this turn of the event loop waits. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#connection.submit(this.#job));
  }

  #leave(entry: Entry, reason: unknown): void {
    entry.isGone = true;
    this.#waiting.delete(entry);
    if (this.#underWay?.entries.every(({ isGone }) => isGone)) this.#underWay.ending.abort(reason);
  }

  async #run(): Promise<void> {
    this.#isScheduled = false;
    const request = this.#takeRequest();
    if (request !== undefined) await this.#perform(request);
    if (this.#waiting.size > 0) this.#schedule();
  }

  #failAll(reason: unknown): void {
    this.#isScheduled = false;
    for (const entry of this.#waiting) entry.reject(reason);
    this.#waiting.clear();
  }

  /** What has waited for longest, with all that can be read along with it. */
  #takeRequest(): Request | undefined {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return undefined;
    const alike = [...this.#waiting].filter(
      (entry) => entry.function === oldest.function && entry.responseTimeoutMs === oldest.responseTimeoutMs,
    );
    const { unit, code, maxQuantity } = oldest.function;
    const [maxGap, maxMerged] =
      unit === "bit"
        ? [this.#limits.maxGapCoils, this.#limits.maxMergedCoils]
        : [this.#limits.maxGapRegisters, this.#limits.maxMergedRegisters];
    const rules = { maxGap, maxQuantity: Math.min(maxMerged, maxQuantity), cuts: this.#cuts.of(code) };
    const request = requestsOf(blocksOf(alike, rules.maxQuantity), rules).find((blocks) =>
      blocks.some(({ ranges }) => ranges.includes(oldest)),
    )!;
    for (const entry of entriesOf(request)) this.#waiting.delete(entry);
    return request;
  }

  /** @returns whether a value came */
  async #perform(request: Request): Promise<boolean> {
    const entries = entriesOf(request);
    if (entries.every(({ isGone }) => isGone)) return false;
    try {
      const start = request[0]!.start;
      const data = await this.#readRange(entries, start, request.at(-1)!.end - start);
      for (const entry of entries) entry.resolve(partOf(data, entry, start));
      return true;
    } catch (error) {
      return this.#divide(request, error);
    }
  }

  async #readRange(entries: readonly Entry[], start: number, quantity: number): Promise<Uint8Array> {
    const { function: table, responseTimeoutMs: timeoutMs } = entries[0]!;
    const ending = new AbortController();
    this.#underWay = { entries, ending };
    try {
      const answer = await this.#unit.exchange(pduOf(table.code, [start, quantity]), {
        timeoutMs,
        signal: ending.signal,
      });
      const expected = table.unit === "bit" ? Math.ceil(quantity / 8) : quantity * 2;
      return countedIn(answerTo(table.code, answer), expected);
    } finally {
      this.#underWay = undefined;
    }
  }

  /**
   * A device that refuses a merged request is asked again in two halves. One that says nothing may do so because of what
   * was asked, or because it is away: the first block alone tells which.
   */
  async #divide(request: Request, error: unknown): Promise<boolean> {
    const isRefused = error instanceof RemoteError && divisible.has(error.status);
    const isSilent = asWotError(error).family === "TimeoutError";
    if (request.length === 1 && isRefused) return this.#separate(request[0]!, error);
    if (request.length === 1 || !(isRefused || isSilent)) return rejectAll(request, error);
    const at = isRefused ? divisionOf(request) : 1;
    const first = await this.#perform(request.slice(0, at));
    if (isSilent && !first) return rejectAll(request.slice(at), error);
    const second = await this.#perform(request.slice(at));
    if (first || second) this.#cuts.add(entriesOf(request)[0]!.function.code, request[at]!.start);
    return first || second;
  }

  /** Ranges that overlap are read one by one when the device refuses them together. */
  async #separate({ ranges }: Block<Entry>, error: unknown): Promise<boolean> {
    const isOne = ranges.every(({ address, quantity }) => {
      return address === ranges[0]!.address && quantity === ranges[0]!.quantity;
    });
    if (isOne) return rejectAll([{ start: 0, end: 0, ranges }], error);
    let hasCome = false;
    for (const range of ranges) {
      const { address: start, quantity } = range;
      if (await this.#perform([{ start, end: start + quantity, ranges: [range] }])) hasCome = true;
    }
    return hasCome;
  }
}

const entriesOf = (request: Request): readonly Entry[] => request.flatMap(({ ranges }) => ranges);

function rejectAll(request: Request, reason: unknown): false {
  for (const entry of entriesOf(request)) entry.reject(reason);
  return false;
}

/** The bytes of `entry` in those of a request that began at `start`. */
function partOf(data: Uint8Array, { address, quantity, function: table }: Entry, start: number): Uint8Array {
  const first = address - start;
  if (table.unit !== "bit") return data.slice(first * 2, (first + quantity) * 2);
  const bits = new Uint8Array(Math.ceil(quantity / 8));
  for (let index = 0; index < quantity; index++) {
    const at = first + index;
    if (((data[at >> 3]! >> (at & 7)) & 1) === 1) bits[index >> 3]! |= 1 << (index & 7);
  }
  return bits;
}
