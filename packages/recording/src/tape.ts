import type { Clock } from "@thingwright/contracts";

/** Bytes and what they are. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly contentType?: string | undefined;
}

/** A request and its answer, over HTTP or CoAP. */
export interface ExchangeEntry {
  readonly kind: "exchange";
  readonly server: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly request: Body;
  readonly status: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: Body;
  /** What was asked for goes on. */
  readonly isStream: boolean;
  /** It was to change something. */
  readonly isChange: boolean;
  readonly tookMs: number;
}

/** More of what goes on. */
export interface NotifiedEntry {
  readonly kind: "notified";
  readonly server: string;
  readonly target: string;
  readonly body: Body;
}

/** A message of the device. */
export interface HeardEntry {
  readonly kind: "heard";
  readonly server: string;
  readonly topic: string;
  readonly bytes: Uint8Array;
  readonly qos: 0 | 1 | 2;
  /** The broker had kept it. */
  readonly isRetained: boolean;
}

/** A message to the device. */
export interface ToldEntry {
  readonly kind: "told";
  readonly server: string;
  readonly topic: string;
  readonly bytes: Uint8Array;
  readonly isChange: boolean;
}

/** Registers of a Modbus device as they were read, or written. */
export interface CellsEntry {
  readonly kind: "cells";
  readonly server: string;
  readonly unit: number;
  readonly table: string;
  /** Of the first. */
  readonly address: number;
  readonly values: readonly number[];
  readonly isChange: boolean;
}

export type TapeEvent = ExchangeEntry | NotifiedEntry | HeardEntry | ToldEntry | CellsEntry;

/** What happened, and so many milliseconds after the beginning. */
export type TapeEntry<E extends TapeEvent = TapeEvent> = E & { readonly atMs: number };

/** Limits of a recording. */
export interface TapeLimits {
  /** Messages, requests and answers together. Default 10,000. */
  readonly maxEntries: number;
  /** Their payloads together. Default 16 MiB. */
  readonly maxTotalBytes: number;
}

export const tapeLimits: TapeLimits = { maxEntries: 10_000, maxTotalBytes: 16 * 1024 * 1024 };

/** Answers that ask for credentials: a player looks at none, so that it never asks. */
const asksForCredentials: ReadonlySet<string> = new Set(["401", "407", "4.01"]);

/** The traffic of a device in the order in which it came. Bounded: what comes after that is not recorded. */
export class Tape {
  readonly #clock: Clock;
  readonly #limits: TapeLimits;
  readonly #beganAt: number;
  readonly #entries: TapeEntry[] = [];
  #totalBytes = 0;
  #isFull = false;
  /** Whether what is asked of the device now is to change something. */
  isChanging = false;

  constructor(clock: Clock, limits: TapeLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#beganAt = clock.now();
  }

  get entries(): readonly TapeEntry[] {
    return this.#entries;
  }

  /** Whether something came for which there was no room. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Milliseconds since the beginning. */
  now(): number {
    return this.#clock.now() - this.#beganAt;
  }

  add(event: TapeEvent, atMs = this.now()): void {
    if (event.kind === "exchange" && asksForCredentials.has(event.status)) return;
    const bytes = sizeOf(event);
    const { maxEntries, maxTotalBytes } = this.#limits;
    this.#isFull ||= this.#entries.length >= maxEntries || this.#totalBytes + bytes > maxTotalBytes;
    if (this.#isFull) return;
    this.#totalBytes += bytes;
    this.#entries.push({ ...event, atMs });
  }
}

function sizeOf(event: TapeEvent): number {
  switch (event.kind) {
    case "exchange":
      return event.request.bytes.length + event.answer.bytes.length + event.target.length;
    case "notified":
      return event.body.bytes.length;
    case "heard":
    case "told":
      return event.bytes.length + event.topic.length;
    case "cells":
      return event.values.length * 2;
  }
}
