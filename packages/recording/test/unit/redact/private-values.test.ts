import { MapTerms } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import { expect, it } from "vitest";
import { privateTexts } from "../../../src/redact/private-values.js";

const terms = new MapTerms(["x", { m: "https://thingwright.org/ns/map#" }] as never);
const schema = {
  type: "object",
  properties: {
    room: { type: "string", "m:private": true },
    on: { type: "boolean" },
    owner: { type: "object", "m:private": true, properties: { name: { type: "string" } } },
    units: { type: "array", items: { type: "object", properties: { id: { "m:private": true } } } },
    pair: { type: "array", items: [{ "m:private": true }, {}] },
  },
} as unknown as DataSchema;

it("finds all texts and numbers at places that are private, and no others", () => {
  const value = {
    room: "Ann's room",
    on: true,
    owner: { name: "Ann", phones: [123] },
    units: [{ id: 7, level: 5 }, { id: "b" }],
    pair: ["first", "second"],
    __proto__: { room: "inherited" },
    more: "of which nothing is said",
  };
  expect([...privateTexts(schema, value, terms)]).toEqual(["Ann's room", "Ann", "123", "7", "b", "first"]);
  expect([...privateTexts(undefined, value, terms)]).toEqual([]);
  expect([...privateTexts(schema, "Ann", terms)]).toEqual([]);
});
