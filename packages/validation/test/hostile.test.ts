import { describe, expect, it } from "vitest";
import { fixDocument, judgeDocument, upgradeDocument } from "../src/index.js";
import { both, type Json, type JsonObject, lamp, model, plainModel, station } from "./mutation/seeds.js";

/** A deterministic sequence of numbers in [0, 1), by mulberry32: the same seed gives the same documents on every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const old = (document: JsonObject): JsonObject => ({
  ...document,
  "@context": ["https://www.w3.org/2019/wot/td/v1", { "@language": "en" }],
});
const documents = [station, lamp, both, model, plainModel, old(station), old(lamp)];

/** Values that a document has nowhere, and names that mean something to the language. */
const oddities: readonly Json[] = [
  null,
  true,
  0,
  -0,
  1e308,
  5e-324,
  2 ** 53,
  "",
  "\ud800",
  "\udc00\ud800",
  "\u0000",
  "{{",
  "{{A}}",
  "{?",
  "{",
  "__proto__",
  "constructor",
  "#",
  "#/",
  "~",
  "/~2",
  "a:",
  "://",
  "http://[",
  "x".repeat(3000),
  [],
  {},
  [[]],
  [null],
  [{}],
  { "": {} },
  JSON.parse('{"__proto__":{"forms":[]},"constructor":{"prototype":1},"toString":[],"hasOwnProperty":{}}') as Json,
];
const names = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "",
  "~0/~1",
  "\ud800",
  "tm:ref",
  "forms",
  "0",
];

/** Changes one value, somewhere, of the document, in place. */
function disturb(document: JsonObject, random: () => number): void {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let at = document;
  for (;;) {
    const key = pick(Object.keys(at));
    const value = at[key]!;
    const isOpen = typeof value === "object" && value !== null && Object.keys(value).length > 0;
    if (isOpen && random() < 0.8) {
      at = value as JsonObject;
      continue;
    }
    const action = random();
    if (action < 0.5) set(at, key, structuredClone(pick(oddities)));
    else if (action < 0.7) delete at[key];
    else if (action < 0.85) set(at, pick(names), structuredClone(value));
    else set(at, key, structuredClone(pick<Json>([station, model, station.properties!, station.securityDefinitions!])));
    return;
  }
}

/** As a parser does, whatever the name. */
const set = (object: object, key: PropertyKey, value: Json): void => {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
};

/** All that reads a document, on one: what it gives has to be well-formed. */
function readAll(text: string): void {
  const { verdict, findings } = judgeDocument(text);
  expect(["valid", "warning", "invalid"]).toContain(verdict);
  for (const { line, column, message } of findings) {
    expect(line > 0 && column > 0 && message.length > 0 && message.length < 2000).toBe(true);
  }
  const fixed = fixDocument(text);
  expect(fixDocument(fixed)).toBe(fixed);
  const value = parsed(text);
  const before = JSON.stringify(value);
  const { document, changes } = upgradeDocument(value);
  expect(JSON.stringify(value)).toBe(before);
  if (changes.length === 0) expect(document).toBe(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe("reading a hostile document", () => {
  it.each([1, 2, 3, 4])("never throws for a disturbed one, seed %i", { timeout: 60_000 }, (seed) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 60; round++) {
      const document = structuredClone(documents[Math.floor(random() * documents.length)]!);
      const times = 1 + Math.floor(random() * 6);
      for (let time = 0; time < times && Object.keys(document).length > 0; time++) disturb(document, random);
      readAll(JSON.stringify(document));
    }
    expect(({} as { forms?: unknown }).forms).toBeUndefined();
  });

  it("never throws for the beginning of one, or one with a character changed", { timeout: 60_000 }, () => {
    const random = randomFrom(5);
    const text = JSON.stringify(plainModel);
    for (let length = 0; length < text.length; length += 7) readAll(text.slice(0, length));
    for (let round = 0; round < 100; round++) {
      const place = Math.floor(random() * text.length);
      readAll(text.slice(0, place) + '{}[]",:\\e0-\u0000\ud800'[Math.floor(random() * 13)] + text.slice(place + 1));
    }
  });

  it("never throws for one that is nested without end", () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"properties":', "}"],
      ['{"items":', "}"],
      ['{"tm:ref":', "}"],
      ['{"oneOf":[', "]}"],
    ] as const) {
      const text = `${open.repeat(50_000)}1${close.repeat(50_000)}`;
      expect(judgeDocument(text).verdict).toBe("invalid");
      expect(fixDocument(text)).toBe(text);
    }
    let deep: Json = 1;
    for (let level = 0; level < 100_000; level++) deep = { items: deep };
    const { document, open } = upgradeDocument({ ...old(lamp), deep });
    expect(document).toHaveProperty("deep");
    expect(open).toHaveLength(1);
  });

  it("never throws for models that refer to each other in a circle", () => {
    const circle = (size: number): JsonObject => ({
      ...plainModel,
      properties: Object.fromEntries(
        Array.from({ length: size }, (_, index) => [`p${index}`, { "tm:ref": `#/properties/p${(index + 1) % size}` }]),
      ),
    });
    for (const size of [1, 2, 3, 5000]) expect(judgeDocument(JSON.stringify(circle(size))).verdict).toBe("invalid");
  });
});
