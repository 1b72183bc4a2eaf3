import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@thingwright/cli";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "thingwright-serve-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "house.yaml");

// The command loads it when it is called; that takes its time once.
beforeAll(() => import("../../src/commands/serve.js"), 60_000);

let words: { out: string; err: string };
let interrupt = (): void => {};
beforeEach(() => {
  words = { out: "", err: "" };
});

const serve = (...args: string[]): Promise<number> =>
  run(["serve", file, ...args], {
    out: (text) => {
      words.out += text;
    },
    err: (text) => {
      words.err += text;
    },
    interrupted: (listener) => {
      interrupt = listener;
    },
  });

const lines = (): { things: { title: string }[]; problems: object[]; addresses: string[] }[] =>
  words.out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

const house = (...titles: readonly string[]): string =>
  `# Comments are fine.
http: { port: 0 }
devices:
${titles
  .map(
    (title) => `  - id: urn:example:${title}
    title: ${title}
    device: tasmota/plug
    placeholders: { MQTT_URL: "mqtt://127.0.0.1:9", TOPIC: ${title} }
    as: plug
`,
  )
  .join("")}`;

describe("thingwright serve", () => {
  it("offers what the file says, follows it, and goes on with a file that it cannot use", async () => {
    writeFileSync(file, house("plug"));
    const ended = serve("--json");
    await vi.waitFor(() => expect(lines()).toHaveLength(1), 5_000);
    expect(lines()[0]).toMatchObject({
      ready: true,
      things: [{ title: "plug", id: "urn:example:plug" }],
      problems: [],
    });
    writeFileSync(file, house("plug", "fan"));
    await vi.waitFor(() => expect(lines()).toHaveLength(2), 5_000);
    expect(lines()[1]!.things.map(({ title }) => title)).toEqual(["plug", "fan"]);
    writeFileSync(file, "devices: [");
    await vi.waitFor(() => expect(words.err).toContain("neither YAML nor JSON"), 5_000);
    const { status } = await fetch(`${lines()[0]!.addresses[0]}/fan`, { headers: { connection: "close" } });
    expect(status).toBe(200);
    interrupt();
    expect(await ended).toBe(0);
  });

  it("speaks the protocols of its adapters for devices with a description", async () => {
    const relay = {
      "@context": [
        "https://www.w3.org/2022/wot/td/v1.1",
        { map: "https://thingwright.org/ns/map#", knxv: "https://thingwright.org/ns/knx#" },
      ],
      ...{ title: "Relay", securityDefinitions: { nosec: { scheme: "nosec" } }, security: "nosec" },
      properties: {
        on: {
          ...{ type: "boolean", "map:property": "on" },
          forms: [{ href: "knx+tcp://127.0.0.1:9/1/0/1", op: ["readproperty"], "knxv:datapointType": "1.001" }],
        },
      },
    };
    writeFileSync(join(folder, "relay.td.json"), JSON.stringify(relay));
    writeFileSync(
      file,
      "http: { port: 0 }\ndevices: [{ id: 'urn:x', title: Relay, description: relay.td.json, as: switch }]\n",
    );
    const ended = serve("--json");
    await vi.waitFor(() => expect(lines()).toHaveLength(1), 5_000);
    const url = `${lines()[0]!.addresses[0]}/relay/properties/on`;
    // Nobody is there to be asked; without its client, the protocol itself would not be known (501).
    expect((await fetch(url, { headers: { connection: "close" } })).status).toBe(503);
    interrupt();
    expect(await ended).toBe(0);
  });

  it("asks of its peers what its security says, and shows the file of users to nobody", async () => {
    writeFileSync(join(folder, "users.json"), '[{"name": "Ada", "token": "t0k3n"}]');
    writeFileSync(file, `security: { scheme: bearer, credentials: users.json }\n${house("plug")}`);
    const ended = serve("--json");
    await vi.waitFor(() => expect(lines()).toHaveLength(1), 5_000);
    const asked = (headers: object = {}) =>
      fetch(`${lines()[0]!.addresses[0]}/plug`, { headers: { connection: "close", ...headers } });
    expect((await asked()).status).toBe(401);
    const response = await asked({ authorization: "Bearer t0k3n" });
    expect(response.status).toBe(200);
    expect([words.out, words.err, await response.text()].join("")).not.toContain("t0k3n");
    interrupt();
    expect(await ended).toBe(0);
  });

  it("refuses to be reached by other machines when nobody has to say who they are", async () => {
    writeFileSync(file, "http: { port: 0, address: 0.0.0.0, advertise: [house.example] }\n");
    expect(await serve()).toBe(2);
    expect(words.err).toContain("insecure: true");
  });

  it("says for people what is offered and what is not", async () => {
    writeFileSync(file, house("plug").replace("as: plug", "as: airship"));
    const ended = serve();
    await vi.waitFor(() => expect(words.out).toContain("0 Things at http://"), 5_000);
    expect(words.out).toContain('not offered: device urn:example:plug: there is no model "airship" in the catalogue');
    interrupt();
    expect(await ended).toBe(0);
  });

  it.each([
    ["a good one", house("plug"), 0, ""],
    ["JSON", '{"http": {"port": 0}}', 0, ""],
    ["a misspelt member", "htp: {}", 2, 'must not have a member "htp"'],
    ["what is no YAML", "a: [", 2, "neither YAML nor JSON"],
    ["aliases, which could make a short file a large document", "a: &a [1]\nb: *a", 2, "neither YAML nor JSON"],
  ])("checks a configuration without starting anything: %s", async (_, text, code, error) => {
    writeFileSync(file, text);
    expect(await serve("--check")).toBe(code);
    expect(words.err).toContain(error);
  });
});
