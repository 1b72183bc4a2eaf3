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
  let at = document as JsonObject | Json[];
  for (;;) {
    const key = pick(Object.keys(at)) as keyof typeof at;
    const value = at[key] as Json;
    const isOpen = typeof value === "object" && value !== null && Object.keys(value).length > 0;
    if (isOpen && random() < 0.8) {
      at = value;
      continue;
    }
    const action = random();
    if (action < 0.5) set(at, key, structuredClone(pick(oddities)));
    else if (action < 0.7) delete at[key];
    else if (action < 0.85) set(at, pick(names) as typeof key, structuredClone(value));
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

const times = (count: number, make: (index: number) => Json): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, make(index)]));
const href = "https://lamp.example/on";
const list = (count: number, make: (index: number) => Json): Json[] => Array.from({ length: count }, (_, i) => make(i));

/** Documents that grow in one direction: what is told of them must not cost the square of their size. */
const growing: Readonly<Record<string, (size: number) => JsonObject>> = {
  "properties with forms": (size) => ({ ...lamp, properties: times(size, () => ({ forms: [{ href }] })) }),
  "forms of one property": (size) => ({
    ...lamp,
    properties: { on: { forms: list(size, (index) => ({ href: `${href}/${index}` })) } },
  }),
  "unknown security names": (size) => ({
    ...lamp,
    properties: { on: { forms: list(size, (index) => ({ href, security: [`x${index}`] })) } },
  }),
  "security definitions": (size) => ({
    ...lamp,
    securityDefinitions: { ...(lamp.securityDefinitions as JsonObject), ...times(size, () => ({ scheme: "basic" })) },
  }),
  "combinations in a chain": (size) => ({
    ...lamp,
    securityDefinitions: {
      open: { scheme: "nosec" },
      ...times(size, (index) => ({ scheme: "combo", allOf: ["open", `n${index + 1}`] })),
    },
  }),
  "keys in the URI beside variables": (size) => ({
    ...lamp,
    uriVariables: times(size, () => ({ type: "string" })),
    securityDefinitions: {
      open: { scheme: "nosec" },
      ...times(size, (i) => ({ scheme: "apikey", in: "uri", name: `n${i}` })),
    },
  }),
  "links of the type": (size) => ({ ...lamp, links: list(size, () => ({ href, rel: "type" })) }),
  languages: (size) => ({ ...lamp, titles: times(size, () => "text") }),
  "an enumeration": (size) => ({ ...lamp, properties: { on: { enum: list(size, (i) => i), forms: [{ href }] } } }),
  "required members": (size) => ({
    ...lamp,
    properties: { on: { type: "object", required: list(size, (i) => `r${i}`), forms: [{ href }] } },
  }),
  "references in a chain": (size) => ({
    ...plainModel,
    properties: times(size, (index) => ({ "tm:ref": `#/properties/n${index + 1}` })),
  }),
  "optional affordances": (size) => ({
    ...plainModel,
    "tm:optional": list(size, (index) => `/properties/n${index}`),
    properties: times(size, () => ({ type: "string" })),
  }),
  "opening braces": (size) => ({ ...plainModel, title: "{{".repeat(size) }),
  "variables in an address": (size) => ({
    ...lamp,
    properties: { on: { forms: [{ href: `${href}{?${list(size, (i) => `v${i}`).join(",")}}` }] } },
  }),
  contexts: (size) => ({
    ...lamp,
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", ...list(size, (i) => ({ [`p${i}`]: href }))],
  }),
  "members without meaning": (size) => ({ ...lamp, ...times(size, () => 1) }),
  "lists of security in TD 1.0": (size) => ({
    ...old(lamp),
    securityDefinitions: times(size + 2, () => ({ scheme: "basic" })),
    security: "n0",
    properties: { on: { forms: list(size, (index) => ({ href, security: [`n${index}`, `n${index + 1}`] })) } },
  }),
};

/** Least of some runs, in milliseconds of the processor: a run that others disturb is not the least. */
function cost(run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage();
    run();
    const { user } = process.cpuUsage(start);
    least = Math.min(least, user / 1000);
  }
  return least;
}

describe("the cost of reading a document", () => {
  const factor = 8;
  const small = 1500;

  it.each(Object.entries(growing))("is not of the square of %s", { timeout: 60_000 }, (_, make) => {
    const options = { maxBytes: 2 ** 26 };
    const read = (text: string) => {
      judgeDocument(text, options);
      upgradeDocument(JSON.parse(text));
    };
    const [few, many] = [JSON.stringify(make(small)), JSON.stringify(make(factor * small))];
    read(few);
    // The square would be 64 times as much; 8 times and a constant is linear, and the collector has its share.
    expect(cost(() => read(many))).toBeLessThan(
      3.5 *
        factor *
        Math.max(
          cost(() => read(few)),
          4,
        ),
    );
  });

  it("allows a hundred thousand members", { timeout: 60_000 }, () => {
    const text = JSON.stringify(growing["members without meaning"]!(100_000));
    expect(judgeDocument(text).verdict).toBe("valid");
  });
});
