import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdapterPlugin } from "@thingwright/adapter-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { Attic } from "../../../../gateway/test/support/attic.js";
import { type AdoptOptions, adopt } from "../../../src/adopt/adopt.js";

let folder: string;
let file: string;
let attic: Attic;
let interrupt = (): void => {};
let words: { out: string; err: string };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "thingwright-adopt-"));
  file = join(folder, "house.yaml");
  words = { out: "", err: "" };
  attic = new Attic();
  attic.found = [{ relays: ["lamp", "pump"] }];
  await attic.start();
});

afterEach(async () => {
  await attic[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const usual: AdoptOptions = {
  ...{
    broker: ["mqtt://127.0.0.1:9"],
    host: [],
    code: [],
    timeout: 0.2,
    identify: [],
    pair: false,
    yes: false,
    json: false,
  },
};

/** @param answers - lines of whoever is asked; the last one may leave */
async function adopting(
  options: Partial<AdoptOptions>,
  answers?: readonly string[] | AsyncIterable<Uint8Array>,
  plugins: readonly AdapterPlugin[] = [attic.plugin],
): Promise<string> {
  words = { out: "", err: "" };
  const code = await adopt(file, { ...usual, ...options }, plugins, {
    out: (text) => {
      words.out += text;
    },
    err: (text) => {
      words.err += text;
    },
    interrupted: (listener) => {
      interrupt = listener;
    },
    ...(answers !== undefined && { input: () => (Symbol.asyncIterator in answers ? answers : inputOf(answers)) }),
  });
  expect(code).toBe(0);
  return words.out;
}

async function* inputOf(lines: readonly string[]): AsyncIterable<Uint8Array> {
  for (const line of lines) yield new TextEncoder().encode(`${line}\n`);
}

const text = (): string => readFileSync(file, "utf8");
const written = () => parse(text());
const [lamp, pump] = ["urn:attic:lamp", "urn:attic:pump"];
const entries = [{ relays: ["lamp", "pump"] }];

describe("adopt, without a question", () => {
  it("adds what is new to the configuration, and says what it is", async () => {
    const out = await adopting({ yes: true });
    expect(out).toContain("attic of lamp and pump: 2 Things");
    expect(out).toContain(`  lamp  switch  ${lamp}`);
    expect(written()).toEqual({ attic: entries, things: { [lamp]: {}, [pump]: {} } });
    expect(text()).toContain("# lamp");
  });

  it("takes answers from the command line", async () => {
    const answers = {
      name: [`${lamp}=Reading lamp`],
      room: [`${lamp}=Hall`],
      as: [`${lamp}=on-off-light`],
      hide: [pump],
    };
    await adopting({ yes: true, ...answers });
    const things = { [lamp]: { title: "Reading lamp", room: "Hall", as: "on-off-light" }, [pump]: { hidden: true } };
    expect(written()).toEqual({ attic: entries, things });
  });

  it("finds nothing new the second time, and leaves the file alone", async () => {
    await adopting({ yes: true });
    const { mtimeMs } = statSync(file);
    const out = await adopting({ yes: true });
    expect(out).toContain("nothing new was found");
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
  });

  it("adds a Thing that a known entry brings since", async () => {
    writeFileSync(file, `attic: [{ relays: [lamp, pump] }]\nthings: { "${lamp}": { room: Hall } }\n`);
    expect(await adopting({ yes: true })).toContain("1 Thing new");
    expect(written()).toEqual({ attic: entries, things: { [lamp]: { room: "Hall" }, [pump]: {} } });
  });

  it("keeps what a person wrote, and how", async () => {
    const before = `# My house\nhttp: { port: 8083 } # not 8080\n\nattic:\n  # downstairs\n  - relays: [door]\nthings:\n  "urn:attic:door": { room: "Hall" } # front\n`;
    writeFileSync(file, before);
    await adopting({ yes: true });
    for (const line of before.split("\n")) expect(text()).toContain(line);
    expect(written().attic).toEqual([{ relays: ["door"] }, ...entries]);
  });

  it("keeps JSON JSON", async () => {
    file = join(folder, "house.json");
    writeFileSync(file, '{"http": {"port": 0}}');
    await adopting({ yes: true });
    expect(JSON.parse(text())).toEqual({ http: { port: 0 }, attic: entries, things: { [lamp]: {}, [pump]: {} } });
  });

  it("lists for programs, and adopts nothing that it was not told to", async () => {
    const listed = JSON.parse(await adopting({ json: true }));
    expect(listed).toMatchObject({
      candidates: [
        {
          ...{ adapter: "attic", entry: entries[0], isKnown: false, isAdopted: false },
          things: [{ id: lamp, title: "lamp", model: "switch" }, { id: pump }],
          problems: ["lamp: it hums", "pump: it hums"],
        },
      ],
      written: null,
    });
    expect(readdirSync(folder)).toEqual([]);
    expect(JSON.parse(await adopting({ json: true, yes: true }))).toMatchObject({
      candidates: [{ isAdopted: true }],
      written: file,
    });
  });

  it("tells what cannot be reached, and does not adopt it", async () => {
    attic.isAway = true;
    await adopting({ yes: true });
    expect(words.err).toContain("attic of lamp and pump: nobody is in the attic");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[Partial<AdoptOptions>, RegExp]>([
    [{ name: ["lamp"] }, /--name takes ID=VALUE/],
    [{ as: [`${lamp}=airship`] }, /no model "airship"/],
  ])("refuses answers that are none: %j", async (options, message) => {
    await expect(adopting(options)).rejects.toThrow(message);
  });

  it("refuses a file that is no configuration, and leaves it as it is", async () => {
    writeFileSync(file, "attic: lamp\n");
    await expect(adopting({ yes: true })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    expect(text()).toBe("attic: lamp\n");
  });
});

describe("adopt, with somebody who answers", () => {
  it("asks for name, room and model, and writes what differs", async () => {
    await adopting({}, ["y", "Reading lamp", "Hall", "on-off-light", "", "", ""]);
    const things = { [lamp]: { title: "Reading lamp", room: "Hall", as: "on-off-light" }, [pump]: {} };
    expect(written()).toEqual({ attic: entries, things });
  });

  it("asks again for a model that the Thing cannot be", async () => {
    await adopting({}, ["", "", "", "blind", "on-off-light", "."]);
    expect(written().things[lamp]).toEqual({ as: "on-off-light" });
    expect(words.out.match(/Model \[switch\]/g)).toHaveLength(2);
  });

  it("has a Thing show itself, and puts it back", async () => {
    await adopting({}, ["y", "?", "Reading lamp", "", "", "."]);
    expect(words.out).toContain("lamp: was switched over and back");
    expect(attic.writes).toEqual(["lamp false", "lamp true"]);
    expect(written().things[lamp]).toEqual({ title: "Reading lamp" });
  });

  it("hides a Thing, and takes the rest as they are", async () => {
    await adopting({}, ["", "-", "."]);
    expect(written().things).toEqual({ [lamp]: { hidden: true }, [pump]: {} });
  });

  it("does not ask for what the command line says", async () => {
    await adopting({ name: [`${lamp}=Reading lamp`] }, ["", "Bilge pump", "", ""]);
    expect(written().things).toEqual({ [lamp]: { title: "Reading lamp" }, [pump]: { title: "Bilge pump" } });
  });

  it("adopts nothing that is not wanted", async () => {
    expect(await adopting({}, ["n"])).toContain("nothing was adopted");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps what was answered when the answers end, and asks for the rest the next time", async () => {
    await adopting({}, ["y", "Reading lamp", "", ""]);
    expect(written()).toEqual({ attic: entries, things: { [lamp]: { title: "Reading lamp" } } });
    await adopting({}, ["Bilge pump", "", ""]);
    expect(written().things[pump]).toEqual({ title: "Bilge pump" });
  });

  it("ends at an interrupt, and keeps what was decided", async () => {
    attic.found = [{ relays: ["lamp"] }, { relays: ["pump"] }];
    async function* interrupting(): AsyncIterable<Uint8Array> {
      yield* inputOf(["y", "Reading lamp", "", ""]);
      await vi.waitFor(() => expect(words.out).toContain("attic of pump"));
      interrupt();
      await new Promise(() => {});
    }
    await adopting({}, interrupting());
    expect(written()).toEqual({ attic: [{ relays: ["lamp"] }], things: { [lamp]: { title: "Reading lamp" } } });
  });

  it("adopts nothing when nobody is there", async () => {
    await adopting({}, []);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("adopts what cannot be reached only when told so", async () => {
    attic.isAway = true;
    await adopting({}, [""]);
    expect(readdirSync(folder)).toEqual([]);
    await adopting({}, ["y"]);
    expect(written()).toEqual({ attic: entries });
  });
});

describe("what adopt finds that needs a secret", () => {
  it("is paired with, and its secret is in a file of its own that nobody else may read", async () => {
    attic.secret = "three knocks";
    await adopting({ pair: true, yes: true });
    expect(words.out).toContain("knock three times");
    expect(written()).toEqual({ attic: entries, things: { [lamp]: {}, [pump]: {} } });
    expect(text()).not.toContain("three knocks");
    const secrets = join(folder, "house.credentials.json");
    expect(JSON.parse(readFileSync(secrets, "utf8"))).toEqual({ "urn:attic": { knock: { password: "three knocks" } } });
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
  });

  it("is paired with when whoever is asked wants it, and left otherwise", async () => {
    attic.secret = "three knocks";
    await adopting({}, ["n", "n"]);
    expect(words.err).toContain("the attic is locked");
    await adopting({}, ["y", "y", "."]);
    expect(written().attic).toEqual(entries);
  });

  it("leaves other secrets of that file as they are", async () => {
    attic.secret = "three knocks";
    const secrets = join(folder, "mine.json");
    writeFileSync(secrets, '{"urn:attic": {"other": {"password": "x"}}, "*": {}}');
    await adopting({ pair: true, yes: true, credentials: secrets });
    expect(JSON.parse(readFileSync(secrets, "utf8"))).toEqual({
      "urn:attic": { other: { password: "x" }, knock: { password: "three knocks" } },
      "*": {},
    });
  });
});

describe("what adopt takes in by a code", () => {
  it("is there with what its adapter brings, which is begun when it is not there", async () => {
    attic.found = [];
    attic.code = "1234";
    await adopting({ code: ["attic=1234"], yes: true });
    expect(written()).toEqual({ attic: [{}], things: { "urn:attic:shelf": {} } });
  });

  it("is told when no device has that code", async () => {
    attic.found = [];
    await adopting({ code: ["attic=1234"], yes: true });
    expect(words.err).toContain("no device has the code 1234");
    await expect(adopting({ code: ["cellar=1"] })).rejects.toThrow(/"cellar" is none of attic/);
    await expect(adopting({ code: ["1234"] })).rejects.toThrow(/--code takes ADAPTER=CODE/);
  });

  it("is all that is looked at of what one program alone may use, unless it is asked for", async () => {
    writeFileSync(file, "attic: [{ relays: [lamp] }]\n");
    attic.found = [];
    const exclusive = { ...attic.plugin, isExclusive: true };
    const look = (options: Partial<AdoptOptions>) => adopting({ yes: true, ...options }, undefined, [exclusive]);
    expect(await look({})).toContain("nothing new was found");
    expect(await look({ only: ["attic"] })).toContain("1 Thing new");
  });
});
