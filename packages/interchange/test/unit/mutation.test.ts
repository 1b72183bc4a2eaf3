import { isWotError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fromAsyncApi, fromOpenApi, fromSdf, toAsyncApi, toJsonSchema, toOpenApi, toSdf } from "../../src/index.js";
import { streetlights2, streetlights3 } from "./asyncapi/streetlights.js";
import { lamp } from "./lamp.js";
import { petshop } from "./openapi/petshop.js";
import { fridge } from "./sdf/fridge.js";

/** Values that stand where they do not belong. */
const strange: readonly unknown[] = [
  null,
  7,
  "",
  "x y{",
  [],
  {},
  [{}],
  { toString: 1, valueOf: null },
  { $ref: "#" },
  { sdfRef: "#" },
];

/** Every copy of `value` with one value in it replaced by `other`. */
function* mutants(value: unknown, other: unknown): Generator<unknown> {
  yield other;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const mutant of mutants(item, other)) yield value.with(index, mutant);
    }
  } else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      for (const mutant of mutants(member, other)) yield { ...value, [name]: mutant };
    }
  }
}

const { document: model } = fromSdf(fridge);
const forms = [{ href: "mqtt://broker.example", "mqv:topic": "a", "mqv:qos": "1", "mqv:retain": true }];
const thing = { ...lamp, actions: { ...lamp.actions, a: { forms } } };

describe.each([
  ["fromOpenApi", fromOpenApi, parse(petshop)],
  ["fromOpenApi of our own", fromOpenApi, toOpenApi(lamp).document],
  ["fromAsyncApi of version 2", fromAsyncApi, parse(streetlights2)],
  ["fromAsyncApi of version 3", fromAsyncApi, parse(streetlights3)],
  ["fromSdf", fromSdf, fridge],
  ["toSdf", toSdf, { ...model, ...fromSdf(fridge).models["./freezer.tm.jsonld"] }],
  ["toOpenApi", toOpenApi, thing],
  ["toAsyncApi", toAsyncApi, thing],
  ["toJsonSchema", toJsonSchema, thing],
] as const)("%s", (_, convert, document) => {
  it("throws nothing but errors of ours, whatever stands in a document", () => {
    const foreign: unknown[] = [];
    let count = 0;
    for (const [index, value] of strange.entries()) {
      for (const mutant of mutants(document, value)) {
        // Each place gets three of the values, each value a third of the places.
        if ((count++ + index) % 3 !== 0) continue;
        try {
          (convert as (input: unknown) => unknown)(mutant);
        } catch (error) {
          if (!isWotError(error)) foreign.push({ error: (error as Error).stack?.split("\n").slice(0, 3), value });
        }
      }
    }
    expect(foreign.slice(0, 5)).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });
});
