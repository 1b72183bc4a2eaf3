import { readdirSync, readFileSync } from "node:fs";
import { builtInContexts, expand } from "@thingwright/linked-data";
import {
  deviceDescription,
  deviceNames,
  partNames,
  partSource,
  thingModel,
  thingModelNames,
  thingModelSource,
} from "@thingwright/thing-descriptions";
import { judgeDocument } from "@thingwright/validation";
import { describe, expect, it } from "vitest";
import { exampleThing } from "../../thing-descriptions/pages/example-thing.js";

const examples = new URL("../../thing-descriptions/examples/", import.meta.url);
const textOf = (document: object): string => JSON.stringify(document);

describe.each(thingModelNames)("the model %s of the common API", (name) => {
  it("is valid as it is published, and with its parts in it", async () => {
    for (const model of [thingModelSource(name), await thingModel(name)]) {
      expect(judgeDocument(textOf(model))).toMatchObject({ kind: "tm", verdict: "valid", findings: [] });
    }
  });

  it("has an example without a finding, and without a term that linked data would lose", async () => {
    const text = readFileSync(new URL(`${name}.td.jsonld`, examples), "utf8");
    expect(judgeDocument(text)).toMatchObject({ kind: "td", verdict: "valid", findings: [] });
    expect(undefinedIn(await expand(text, { lossless: true }))).toEqual([]);
  });
});

describe("the parts of the common API", () => {
  it.each(partNames)("%s is valid", (name) => {
    expect(judgeDocument(textOf(partSource(name)))).toMatchObject({ kind: "tm", verdict: "valid", findings: [] });
  });
});

describe("the devices that serve the common API", () => {
  it.each(deviceNames)("%s is described by a valid Thing Model", (name) => {
    expect(judgeDocument(textOf(deviceDescription(name)))).toMatchObject({
      kind: "tm",
      verdict: "valid",
      findings: [],
    });
  });
});

describe("the examples of the common API", () => {
  it("are of models that there are", () => {
    expect(readdirSync(examples).sort()).toEqual(thingModelNames.map((name) => `${name}.td.jsonld`).sort());
  });

  it("would be found out if they had a term that nobody defines, or a unit that is no IRI", async () => {
    const undefinedTerms = async (terms: object) =>
      undefinedIn(await expand(textOf({ ...(await exampleThing("scene")), ...terms }), { lossless: true }));
    expect(await undefinedTerms({ unheardOf: 1 })).toEqual(["https://www.w3.org/2019/wot/td#unheardOf"]);
    const speed = { type: "number", unit: "unit:K", forms: [{ href: "speed" }] };
    expect(await undefinedTerms({ properties: { speed } })).toEqual(["unit:K"]);
  });
});

/** What the tables of the TD 1.1 context define, and the vocabularies beside it that the common API uses. */
const context = builtInContexts.get("https://www.w3.org/2022/wot/td/v1.1")?.["@context"];
const prefixes = new Map(Object.entries(context as object).filter(([, iri]) => /^http.*[#/]$/.test(String(iri))));
const defined = new Set(irisIn(context));
const others = [
  "http://qudt.org/vocab/unit/",
  "https://brickschema.org/schema/Brick#",
  "https://saref.etsi.org/core/",
  "http://www.iana.org/assignments/relation/",
];

/** Every IRI that a context gives to a term. */
function irisIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [whole(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(irisIn) : [];
}

function whole(name: string): string {
  const [prefix = "", local] = name.split(":", 2);
  return prefixes.has(prefix) ? `${prefixes.get(prefix)}${local}` : name;
}

/** The IRIs of predicates, types and units in an expanded document that no vocabulary here defines. */
function undefinedIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const found = Object.entries(value).flatMap(([name, member]) => {
    if (name === "@type") return [member].flat() as string[];
    if (name === "http://schema.org/unitCode")
      return (member as readonly { "@id": string }[]).map((unit) => unit["@id"]);
    return [...(name.startsWith("@") || Array.isArray(value) ? [] : [name]), ...undefinedIn(member)];
  });
  return found.filter((iri) => !defined.has(iri) && !others.some((vocabulary) => iri.startsWith(vocabulary)));
}
