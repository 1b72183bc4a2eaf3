import { systemClock } from "@thingwright/contracts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { composeRecording } from "../../../src/compose/compose-recording.js";
import { replay } from "../../../src/index.js";
import { Redactor } from "../../../src/redact/redactor.js";
import { Tape, tapeLimits } from "../../../src/tape.js";

/** One request to a device: it reads a value or sets it, or the value changes by itself before it is read. */
interface Ask {
  readonly kind: "read" | "write" | "drift";
  readonly name: string;
  readonly value: number;
}

const ask: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constantFrom("read", "write", "drift"),
  name: fc.constantFrom("a", "b"),
  value: fc.nat(2),
});

/** A device that remembers; what it answers to each. */
class Device {
  readonly #values = new Map<string, number>();

  answer({ kind, name, value }: Ask): string {
    if (kind !== "read") this.#values.set(name, value);
    const now = this.#values.get(name) ?? -1;
    return kind === "write" ? `set ${now}` : JSON.stringify({ now, other: [...this.#values].length });
  }
}

const methodOf = ({ kind }: Ask): string => (kind === "write" ? "PUT" : "GET");
const bodyOf = ({ kind, value }: Ask): string => (kind === "write" ? JSON.stringify({ value }) : "");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function recordingOf(asks: readonly Ask[]): string {
  const tape = new Tape(systemClock, tapeLimits);
  const device = new Device();
  for (const [atMs, each] of asks.entries()) {
    tape.add(
      {
        kind: "exchange",
        server: "HTTP_URL",
        method: methodOf(each),
        target: `/${each.name}`,
        request: { bytes: bytes(bodyOf(each)) },
        status: "200",
        headers: {},
        answer: { bytes: bytes(device.answer(each)) },
        isStream: false,
        isChange: each.kind === "write",
        tookMs: 1,
      },
      atMs,
    );
  }
  const header = {
    device: "a device",
    recordedAt: "2026-01-01T00:00:00.000Z",
    thing: {},
    servers: { HTTP_URL: "http" },
  };
  return composeRecording(tape.entries, header as never, new Redactor({ secrets: [], origins: new Map() }), []);
}

it("the same requests in the same order have the answers that were recorded, whatever they were", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ask, { minLength: 1, maxLength: 14 }), async (asks) => {
      await using playing = await replay(recordingOf(asks));
      const url = playing.urls.get("HTTP_URL");
      const device = new Device();
      for (const each of asks) {
        const body = bodyOf(each);
        const reply = await fetch(`${url}/${each.name}`, { method: methodOf(each), ...(body !== "" && { body }) });
        expect([reply.status, await reply.text()]).toEqual([200, device.answer(each)]);
      }
    }),
    { numRuns: 30 },
  );
});
