import { schemaFindings } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../../src/index.js";
import { actionOf, eventOf, propertyOf } from "../../../src/vocabulary/affordances.js";
import { dataSchemaOf } from "../../../src/vocabulary/data-schema.js";
import { securitySchemeOf } from "../../../src/vocabulary/security-schemes.js";
import { thing } from "../../../src/vocabulary/thing.js";
import type { ValueType, VocabularyClass } from "../../../src/vocabulary/vocabulary-types.js";
import { fullLamp } from "../full-lamp.js";
import { lamp } from "../lamp.js";

type Json = Record<string, unknown>;

const errorsOf = (doc: unknown) => judgeDocument(JSON.stringify(doc)).findings.filter(({ level }) => level === "error");

/** A copy of `doc` in which `change` has changed the object at `path`. */
function changed(doc: unknown, path: readonly string[], change: (object: Json) => void): unknown {
  const copy = structuredClone(doc);
  change(path.reduce<Json>((object, name) => object[name] as Json, copy as Json));
  return copy;
}

/** Where the full lamp has an instance of each class. */
const places: readonly (readonly [string, VocabularyClass])[] = [
  ["", thing],
  ["/properties/level", propertyOf({ type: "integer" })],
  ["/properties/mode", propertyOf({})],
  ["/actions/fade", actionOf({})],
  ["/events/hot", eventOf({})],
  ["/actions/fade/input/properties/name", dataSchemaOf({})],
  ["/actions/fade/input/properties/to", dataSchemaOf({ type: "integer" })],
  ["/uriVariables/zone", dataSchemaOf({ type: "integer" })],
  ...["basic", "digest", "key", "bearer", "psk", "oauth", "other"].map((name) => {
    return [`/securityDefinitions/${name}`, securitySchemeOf(fullLamp.securityDefinitions[name as "key"])] as const;
  }),
  ["/actions/fade/forms/0", formOf("Form")],
  ["/links/0", formOf("Link")],
];

function formOf(owner: "Form" | "Link"): VocabularyClass {
  const { type } = thing.terms.get(owner === "Form" ? "forms" : "links")!;
  return (type as Extract<ValueType, { readonly kind: "list" }>).of({});
}

const terms = places.flatMap(([pointer, { terms }]) =>
  [...terms.values()].filter(({ type }) => type.kind !== "any").map((term) => [pointer, term.name, term] as const),
);

describe("the walk along the vocabulary", () => {
  it("finds nothing in a document that uses nearly every term", () => expect(errorsOf(fullLamp)).toEqual([]));

  it.each(terms)("names every assertion that a wrong value of %s breaks as %s", (at, name, { type, mistyped }) => {
    const wrong = type.kind === "double" || type.kind === "integer" ? "much" : 7;
    const doc = changed(fullLamp, at.split("/").slice(1), (object) => {
      object[name] = wrong;
    });
    const found = errorsOf(doc).filter(({ pointer }) => pointer === `${at}/${name}`);
    expect(found.map(({ assertion }) => assertion)).toEqual(expect.arrayContaining([...mistyped]));
    expect(found[0]!.message).toMatch(/must be/);
  });

  const required = places.flatMap(([pointer, type]) =>
    type.required.map((term) => [pointer, term.name, term] as const),
  );
  it.each(required)("names the assertion that %s breaks without %s", (at, name, { missing }) => {
    const doc = changed(fullLamp, at.split("/").slice(1), (object) => {
      delete object[name];
    });
    const found = errorsOf(doc).filter(({ pointer }) => pointer === at);
    expect(found.map(({ assertion }) => assertion)).toEqual(expect.arrayContaining([...missing!]));
  });

  it.each([
    ["readonly", "/properties/level", "readOnly", ["td-property-names_readOnly", "td-data-schema_readOnly"]],
    ["Input", "/actions/fade", "input", ["td-action-names_input"]],
    ["DATA", "/events/hot", "data", ["td-event-names_data"]],
    ["min_length", "/actions/fade/input/properties/name", "minLength", ["td-data-schema_minLength"]],
    ["jsonschema:unit", "/properties/level", "unit", ["td-property-names_unit"]],
    ["Properties", "", "properties", ["td-properties_existence", "td-context-toplevel"]],
    ["ContentType", "/actions/fade/forms/0", "contentType", ["td-forms"]],
  ])("finds %s in %s, where %s is meant", (wrong, at, right, assertions) => {
    const doc = changed(fullLamp, at.split("/").slice(1), (object) => {
      object[wrong] = object[right];
      delete object[right];
    });
    const found = errorsOf(doc).filter(({ pointer }) => pointer === `${at}/${wrong}`);
    expect(found.map(({ assertion }) => assertion)).toEqual(expect.arrayContaining(assertions));
  });

  it.each([
    ["type", "Integer", "td-vocab-type--DataSchema_integer"],
    ["type", ["string", "null"], "td-vocab-type--DataSchema_null"],
    ["multipleOf", 0, "td-vocab-multipleOf--IntegerSchema"],
    ["minimum", 0.5, "td-vocab-minimum--IntegerSchema"],
    ["titles", { en: 7 }, "td-multilanguage-value"],
    ["titles", { "en-": "x" }, "td-multi-languages_titles"],
    ["enum", [1, 1], "td-vocab-enum--DataSchema"],
    ["forms", [], "td-property-arrays"],
    ["minItems", -1, "td-vocab-minItems--ArraySchema"],
  ])("finds a property with %s %j", (name, value, assertion) => {
    const doc = { ...lamp, properties: { level: { ...lamp.properties.level, [name]: value } } };
    expect(errorsOf(doc).map((each) => each.assertion)).toContain(assertion);
  });

  it.each(["1.0", "1e1", "10.00", "1.5e1"])("finds that an integer is written as %s, and only an integer", (number) => {
    const text = (type: string) =>
      JSON.stringify(lamp).replace('"type":"integer"', `"type":"${type}","minimum":${number}`);
    const found = judgeDocument(text("integer")).findings.filter(({ level }) => level === "error");
    expect(found.map(({ assertion }) => assertion)).toEqual(["td-vocab-minimum--IntegerSchema", "td-integer-type"]);
    expect(judgeDocument(text("number")).verdict).toBe("valid");
  });

  it("warns of a time that is not in UTC, and rejects what is no time", () => {
    const findingsOf = (created: string) => judgeDocument(JSON.stringify({ ...lamp, created })).findings;
    expect(findingsOf("2025-03-12T10:30:00+01:00")).toMatchObject([
      { level: "warning", assertion: "td-datetime-recommended-type" },
    ]);
    for (const time of ["2025-03-12", "2025-02-30T00:00:00Z", "2025-03-12T25:00:00Z", "2025-03-12T09:30:00"]) {
      expect(findingsOf(time).map(({ assertion }) => assertion)).toEqual([
        "td-vocab-created--Thing",
        "td-datetime-type",
      ]);
    }
  });
});

/** Every place in `value`, as a path. */
function* pathsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    yield [...path, name];
    yield* pathsIn(member, [...path, name]);
  }
}

describe("the net under the walk", () => {
  // Where the walk is sure, the W3C's schema is not asked: whatever it rejects has to be rejected all the same.
  const values = [null, 7, -1, 0.5, "x", "", true, [], {}, [7], ["x"], [{}], { x: 7 }, { x: {} }, "tm:ThingModel"];

  it.each([...pathsIn(fullLamp)].map((path) => [`/${path.join("/")}`, path] as const))(
    "lets nothing through that the W3C's schema rejects at %s",
    (_pointer, path) => {
      const [name, at] = [path.at(-1)!, path.slice(0, -1)];
      const without = changed(fullLamp, at, (object) => {
        if (Array.isArray(object)) object.splice(Number(name), 1);
        else delete object[name];
      });
      const replaced = values.map((value) =>
        changed(fullLamp, at, (object) => {
          object[name] = value;
        }),
      );
      for (const doc of [without, ...replaced]) {
        const { kind, verdict } = judgeDocument(JSON.stringify(doc));
        if (kind === "td" && schemaFindings(doc, 1).length > 0) expect(verdict).toBe("invalid");
      }
    },
  );
});
