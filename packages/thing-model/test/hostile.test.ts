import { isWotError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  abstractThing,
  checkConformance,
  checkOverrides,
  compareModels,
  deriveThing,
  deriveThings,
  formsByName,
  mergeSubmodels,
  placeholderSchema,
} from "../src/index.js";

/** JSON with the terms that the functions look at, so that wrong values stand in the right places. */
const term = fc.constantFrom(
  ...[
    "@context",
    "@type",
    "title",
    "version",
    "links",
    "forms",
    "properties",
    "actions",
    "events",
    "input",
    "output",
    "data",
  ],
  ...[
    "tm:optional",
    "tm:ref",
    "rel",
    "href",
    "instanceName",
    "type",
    "enum",
    "const",
    "oneOf",
    "items",
    "required",
    "minimum",
  ],
  ...[
    "multipleOf",
    "uriVariables",
    "schemaDefinitions",
    "security",
    "securityDefinitions",
    "op",
    "model",
    "instance",
    "x:y",
  ],
);
const leaf = fc.oneof(
  fc.constantFrom(
    "tm:submodel",
    "tm:extends",
    "type",
    "{{A}}",
    "#/properties",
    "/properties/title",
    "https://x.example/",
    "1.0.0",
  ),
  ...[fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)],
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(term, tie("json"), { maxKeys: 5 }),
  ),
}));
const model = fc.dictionary(term, json, { maxKeys: 8 }).map((members) => ({ ...members, "@type": "tm:ThingModel" }));

const onlyOurs = (act: () => unknown): void => {
  try {
    act();
  } catch (error) {
    if (!isWotError(error)) throw error;
  }
};

describe("documents of any kind", () => {
  it("make nothing throw but errors with a code, and change nothing", async () => {
    const security = { security: "none", securityDefinitions: { none: { scheme: "nosec" } } } as const;
    await fc.assert(
      fc.asyncProperty(model, model, async (one, other) => {
        const before = JSON.stringify([one, other]);
        onlyOurs(() => compareModels(one, other));
        onlyOurs(() => checkConformance(one, other));
        onlyOurs(() => placeholderSchema(one));
        onlyOurs(() => abstractThing(one, { keepForms: true, keepSecurity: true }));
        onlyOurs(() => deriveThing(one, { forms: formsByName, placeholders: { A: 1 }, optional: "all", security }));
        for (const act of [checkOverrides, deriveThings, mergeSubmodels]) {
          await act(one, { url: "https://x.example/own" }).catch((error) =>
            expect(isWotError(error), String(error)).toBe(true),
          );
        }
        expect(JSON.stringify([one, other])).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["deep", JSON.parse(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`) as object],
    ["with __proto__", JSON.parse('{"properties":{"__proto__":{"polluted":true}}}') as object],
    [
      "cyclic",
      (() => {
        const own: Record<string, unknown> = {};
        own.self = own;
        return own;
      })(),
    ],
  ])("are refused: %s", (_what, members) => {
    const wrong = { "@type": "tm:ThingModel", title: "T", ...members };
    for (const act of [deriveThing, abstractThing, placeholderSchema, (each: unknown) => compareModels(each, each)]) {
      expect(() => act(wrong)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^WOT_TD_/) }));
    }
    expect(Object.prototype).not.toHaveProperty("polluted");
  });
});
