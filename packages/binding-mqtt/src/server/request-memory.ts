import { createHash } from "node:crypto";
import type { Clock } from "@thingwright/contracts";
import type { InboundMessage } from "../connection/message.js";
import type { Command } from "./command.js";
import type { Answer } from "./command-runner.js";

/** How a command ended. */
export type Ending = { readonly answer: Answer } | { readonly error: unknown };

/** How long, how many and how large endings are remembered. */
export interface RequestMemoryLimits {
  readonly requestMemoryMs: number;
  readonly maxRememberedRequests: number;
  readonly maxRememberedBytes: number;
}

/** Whether a request with this key was taken before, and how it ended: `"running"` while it has not. */
export type Remembered = Ending | "running" | undefined;

interface Entry {
  readonly ending: Ending;
  readonly untilMs: number;
  readonly sizeBytes: number;
}

/**
 * Remembers requests, so that one that comes again is not carried out again: QoS 1 delivers at least once, and a client
 * sends anew what it has no answer to. The oldest are forgotten first.
 */
export class RequestMemory {
  readonly #clock: Clock;
  readonly #limits: RequestMemoryLimits;
  readonly #running = new Set<string>();
  /** In the order in which they ended, which is that in which they expire. */
  readonly #ended = new Map<string, Entry>();
  #sizeBytes = 0;

  constructor(clock: Clock, limits: RequestMemoryLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Number of endings that are remembered. */
  get size(): number {
    return this.#ended.size;
  }

  get(key: string): Remembered {
    if (this.#running.has(key)) return "running";
    const entry = this.#ended.get(key);
    return entry === undefined || entry.untilMs <= this.#clock.now() ? undefined : entry.ending;
  }

  begin(key: string): void {
    this.#running.add(key);
  }

  /** Ends what `begin` began; without an `ending` it is as if it had never been. */
  end(key: string, ending?: Ending): void {
    this.#running.delete(key);
    this.#forget(key);
    if (ending === undefined) return;
    const sizeBytes = "answer" in ending ? ending.answer.content.body.length : 0;
    const untilMs = this.#clock.now() + this.#limits.requestMemoryMs;
    this.#ended.set(key, { ending, untilMs, sizeBytes });
    this.#sizeBytes += sizeBytes;
    this.#makeRoom();
  }

  #makeRoom(): void {
    const { maxRememberedRequests, maxRememberedBytes } = this.#limits;
    const nowMs = this.#clock.now();
    for (const [key, { untilMs }] of this.#ended) {
      const isWithin = this.#ended.size <= maxRememberedRequests && this.#sizeBytes <= maxRememberedBytes;
      if (isWithin && untilMs > nowMs) return;
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    this.#sizeBytes -= this.#ended.get(key)?.sizeBytes ?? 0;
    this.#ended.delete(key);
  }
}

/**
 * What a repetition of a request has in common with it: the topic, with client and request in it, or Response Topic and
 * Correlation Data; and the payload, so that somebody who counts from 1 again is not taken for a repetition. `undefined` for
 * a plain command, which cannot be told from another one: DUP says that a packet was sent again, not that it has arrived
 * before (MQTT 5.0 §4.3.2).
 */
export function requestKey({ request }: Command, { topic, payload, properties }: InboundMessage): string | undefined {
  const { responseTopic, correlationData } = properties ?? {};
  const isAnswered = responseTopic !== undefined && correlationData !== undefined;
  if (request === undefined && !isAnswered) return undefined;
  const hash = createHash("sha256")
    .update(JSON.stringify([topic, payload.length]))
    .update(payload);
  if (request === undefined) hash.update(JSON.stringify([responseTopic])).update(correlationData!);
  return hash.digest("base64");
}
