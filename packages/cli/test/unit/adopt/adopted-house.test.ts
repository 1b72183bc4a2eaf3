import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedBroker, embeddedBroker } from "@thingwright/binding-mqtt";
import { run } from "@thingwright/cli";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bulb, door } from "../../../../adapter-zigbee2mqtt/test/support/exposes.js";
import { FakeZigbee2Mqtt } from "../../../../adapter-zigbee2mqtt/test/support/fake-zigbee2mqtt.js";

const folder = mkdtempSync(join(tmpdir(), "thingwright-house-"));
const file = join(folder, "house.yaml");
const lamp = "0x00158d0001a2b3c4";
let broker: EmbeddedBroker;
let zigbee: FakeZigbee2Mqtt;

// The commands load them when they are called; that takes its time once.
beforeAll(
  () => Promise.all([import("../../../src/commands/adopt.js"), import("../../../src/commands/serve.js")]),
  60_000,
);

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  zigbee = await FakeZigbee2Mqtt.start(broker.localUrl);
  await zigbee.list({ [lamp]: ["Lamp", bulb], "0x00158d0001a2b3c5": ["Door", door] });
});

afterEach(async () => {
  await zigbee[Symbol.asyncDispose]();
  await broker.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Candidate {
  readonly things: readonly { readonly title: string; readonly model: string }[];
}

interface CommandWords {
  out: string;
  err: string;
  interrupt(): void;
}

function started(...args: string[]): { readonly words: CommandWords; readonly ended: Promise<number> } {
  const words: CommandWords = { out: "", err: "", interrupt: () => {} };
  const ended = run(args, {
    out: (text) => {
      words.out += text;
    },
    err: (text) => {
      words.err += text;
    },
    interrupted: (listener) => {
      words.interrupt = listener;
    },
  });
  return { words, ended };
}

describe("a house that was adopted", () => {
  it("is served as it is, and follows what is said of a Thing", async () => {
    writeFileSync(file, "http: { port: 0 }\n");
    const options = ["--broker", broker.localUrl, "--timeout", "1", "--only", "zigbee2mqtt", "--json", "--yes"];
    const adopted = async (): Promise<Candidate | undefined> => {
      const { words, ended } = started("adopt", file, ...options, "--room", `urn:zigbee:${lamp}=Hall`);
      expect(await ended).toBe(0);
      return JSON.parse(words.out).candidates[0];
    };
    // A second is enough for a broker that is here, but for one on a machine with much else to do.
    const candidate = (await adopted()) ?? (await adopted()) ?? (await adopted());
    expect(candidate?.things.map(({ title, model }) => [title, model])).toEqual([
      ["Lamp", "colour-light"],
      ["Door", "contact-sensor"],
    ]);
    const { words, ended } = started("serve", file, "--json");
    await vi.waitFor(() => expect(words.out).toContain('"ready":true'), 10_000);
    const { addresses, things, problems } = JSON.parse(words.out.split("\n")[0]!);
    expect([things.map(({ title }: { title: string }) => title), problems]).toEqual([["Lamp", "Door"], []]);
    const described = await (await fetch(`${addresses[0]}/lamp`, { headers: { connection: "close" } })).json();
    expect(described).toHaveProperty(["brick:hasLocation"], { "@type": "brick:Room", "schema:name": "Hall" });
    words.interrupt();
    expect(await ended).toBe(0);
  });
});
