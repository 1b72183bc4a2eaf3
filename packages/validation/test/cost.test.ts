import { describe, expect, it } from "vitest";
import { fixDocument, judgeDocument, upgradeDocument } from "../src/index.js";
import { countBlocks } from "./count-blocks.js";
import { type Json, type JsonObject, lamp, plainModel } from "./mutation/seeds.js";

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
    ...lamp,
    "@context": "https://www.w3.org/2019/wot/td/v1",
    securityDefinitions: times(size + 2, () => ({ scheme: "basic" })),
    security: "n0",
    properties: { on: { forms: list(size, (index) => ({ href, security: [`n${index}`, `n${index + 1}`] })) } },
  }),
};

const factor = 8;
const small = 250;

/** How many times as much is run for `run(large)`; eight times as large a document should cost eight times as much. */
function growth(run: (size: number) => void): number {
  run(small);
  return countBlocks(() => run(factor * small)) / countBlocks(() => run(small));
}

describe("the cost of reading a document", () => {
  it("is counted so that the square of it is seen", () => {
    const square = (size: number) => {
      let sum = 0;
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += i < j ? 1 : 2;
      return sum;
    };
    expect(growth(square)).toBeGreaterThan(0.9 * factor ** 2);
  });

  it.each(Object.entries(growing))("is linear in %s", { timeout: 60_000 }, (_, make) => {
    const options = { maxBytes: 2 ** 26 };
    const texts = new Map([small, factor * small].map((size) => [size, JSON.stringify(make(size))]));
    const read = (size: number) => {
      const text = texts.get(size)!;
      judgeDocument(text, options);
      fixDocument(text, options);
      upgradeDocument(JSON.parse(text));
    };
    expect(growth(read)).toBeLessThan(1.5 * factor);
  });

  it("allows a hundred thousand members", { timeout: 60_000 }, () => {
    const text = JSON.stringify(growing["members without meaning"]!(100_000));
    expect(judgeDocument(text).verdict).toBe("valid");
  });
});
