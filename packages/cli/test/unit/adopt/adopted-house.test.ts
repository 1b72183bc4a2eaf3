import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedBroker, embeddedBroker } from "@thingwright/binding-mqtt";
import { run } from "@thingwright/cli";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bulb, door } from "../../../../adapter-zigbee2mqtt/test/support/exposes.js";
import { FakeZigbee2Mqtt } from "../../../../adapter-zigbee2mqtt/test/support/fake-zigbee2mqtt.js";

let folder: string;
let file: string;
const lamp = "0x00158d0001a2b3c4";
let broker: EmbeddedBroker;
let zigbee: FakeZigbee2Mqtt;

// The commands load them when they are called; that takes its time once.
beforeAll(
  () => Promise.all([import("../../../src/commands/adopt.js"), import("../../../src/commands/serve.js")]),
  60_000,
);

/** A broker with a Zigbee2MQTT; with a user, nobody else may connect. */
async function begin(user?: { readonly username: string; readonly password: string }): Promise<void> {
  const { username, password } = user ?? {};
  broker = await embeddedBroker({
    port: 0,
    ...(user !== undefined && {
      authenticate: ({ user: given }) => given?.name === username && given?.password === password,
    }),
  });
  const url = user === undefined ? broker.localUrl : broker.localUrl.replace("//", `//${username}:${password}@`);
  zigbee = await FakeZigbee2Mqtt.start(url);
  await zigbee.list({ [lamp]: ["Lamp", bulb], "0x00158d0001a2b3c5": ["Door", door] });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "thingwright-house-"));
  file = join(folder, "house.yaml");
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

/** Adopts all that there is at the broker; a second is enough there, but for a machine with much else to do. */
async function adopted(): Promise<Candidate | undefined> {
  const options = ["--broker", broker.localUrl, "--timeout", "1", "--only", "zigbee2mqtt", "--json", "--yes"];
  for (let tries = 0; tries < 3; tries++) {
    const { words, ended } = started("adopt", file, ...options, "--room", `urn:zigbee:${lamp}=Hall`);
    expect(await ended).toBe(0);
    const [candidate] = JSON.parse(words.out).candidates;
    if (candidate !== undefined) return candidate;
  }
  return undefined;
}

/** What the gateway says when it is ready, and what ends it. */
async function served() {
  const { words, ended } = started("serve", file, "--json");
  await vi.waitFor(() => expect(words.out).toContain('"ready":true'), 10_000);
  const end = (): Promise<number> => {
    words.interrupt();
    return ended;
  };
  return { ...JSON.parse(words.out.split("\n")[0]!), end };
}

const titlesOf = ({ things }: { readonly things: readonly { readonly title: string }[] }) =>
  things.map(({ title }) => title);

describe("a house that was adopted", () => {
  beforeEach(() => writeFileSync(file, "http: { port: 0 }\n"));

  it("is served as it is, with what was said of its Things", async () => {
    await begin();
    expect((await adopted())?.things.map(({ title, model }) => [title, model])).toEqual([
      ["Lamp", "colour-light"],
      ["Door", "contact-sensor"],
    ]);
    const house = await served();
    expect([titlesOf(house), house.problems]).toEqual([["Lamp", "Door"], []]);
    const described = await (await fetch(`${house.addresses[0]}/lamp`, { headers: { connection: "close" } })).json();
    expect(described).toHaveProperty(["brick:hasLocation"], { "@type": "brick:Room", "schema:name": "Hall" });
    expect(await house.end()).toBe(0);
  });

  it("is found and served at a broker that asks for a user, who is among the credentials", async () => {
    const user = { username: "house", password: "s3cret" };
    await begin(user);
    writeFileSync(join(folder, "house.credentials.json"), JSON.stringify({ "*": { [broker.localUrl]: user } }));
    expect(titlesOf((await adopted())!)).toEqual(["Lamp", "Door"]);
    expect(readFileSync(file, "utf8")).not.toContain("s3cret");
    const house = await served();
    expect([titlesOf(house), house.problems]).toEqual([["Lamp", "Door"], []]);
    expect(await house.end()).toBe(0);
  });
});
