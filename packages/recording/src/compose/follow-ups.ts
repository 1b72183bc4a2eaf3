import type { Step } from "@thingwright/simulator";
import type { Redactor } from "../redact/redactor.js";
import type { CellsEntry, HeardEntry, NotifiedEntry, TapeEntry } from "../tape.js";
import type { PayloadWriter } from "./payload-writer.js";
import type { RemoteCall } from "./remote-call.js";

/** What a device does by itself, or because of something before. */
export type FollowUp = TapeEntry<HeardEntry | NotifiedEntry | CellsEntry>;

/** Shorter pauses are those of the network. */
const minPauseMs = 20;

/** Writes what a device does as steps, with the pauses between them. */
export class StepWriter {
  readonly #payloads: PayloadWriter;
  readonly #redactor: Redactor;
  /** Topics on which the broker keeps the latest message. */
  readonly #retained: ReadonlySet<string>;

  constructor(payloads: PayloadWriter, redactor: Redactor, retained: ReadonlySet<string>) {
    this.#payloads = payloads;
    this.#redactor = redactor;
    this.#retained = retained;
  }

  /**
   * @param fromMs - when what they follow was
   * @param call - that, where a part of it is its own
   */
  steps(followUps: readonly FollowUp[], fromMs: number, call?: RemoteCall): readonly Step[] {
    let lastMs = fromMs;
    return followUps.map((entry) => {
      const afterMs = Math.round(entry.atMs - lastMs);
      if (afterMs >= minPauseMs) lastMs = entry.atMs;
      return { ...(afterMs >= minPauseMs && { afterMs }), ...this.step(entry, call) };
    });
  }

  step(entry: FollowUp, call?: RemoteCall): Step {
    switch (entry.kind) {
      case "heard": {
        const topic = this.#redactor.text(entry.topic);
        const payload = this.#payloads.message(entry.bytes);
        return {
          topic: call?.topic(topic) ?? topic,
          ...(call?.answered(payload) ?? payload),
          ...(entry.qos !== 0 && { qos: entry.qos }),
          ...(this.#retained.has(entry.topic) && { retain: true }),
        };
      }
      case "notified":
        return {
          notify: {
            server: entry.server,
            target: this.#redactor.target(entry.target),
            ...(entry.body.bytes.length === 0 ? { text: "" } : this.#payloads.body(entry.body)),
          },
        };
      case "cells":
        return { set: { registers: cellsAt(entry) } };
    }
  }
}

/** The values of an entry by server, unit, table and address. */
export function cellsAt({ server, unit, table, address, values }: CellsEntry): object {
  const cells = Object.fromEntries(values.map((value, index) => [address + index, value]));
  return { [server]: { [unit]: { [table]: cells } } };
}
