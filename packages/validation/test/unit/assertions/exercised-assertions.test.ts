import { describe, expect, it } from "vitest";
import { exercisedAssertions, tdAssertions } from "../../../src/index.js";

const bare = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  securityDefinitions: { open: { scheme: "nosec" } },
  security: "open",
};

const beyondBare = (more: object): readonly string[] => {
  const before = exercisedAssertions(bare);
  return [...exercisedAssertions({ ...bare, ...more })].filter((id) => !before.has(id)).sort();
};

describe("the assertions that a document exercises", () => {
  it("are those of the terms that it has, and no others", () => {
    const exercised = exercisedAssertions(bare);
    expect([...exercised]).toEqual(
      expect.arrayContaining([
        "td-vocab-title--Thing",
        "td-vocab-scheme--SecurityScheme_nosec",
        "td-security-mandatory",
      ]),
    );
    expect([...exercised]).not.toContain("td-vocab-id--Thing");
    expect([...exercised]).not.toContain("td-security-no-secrets");
  });

  it.each<[string, object, readonly string[]]>([
    ["an id", { id: "urn:example:1" }, ["privacy-id-metadata", "td-vocab-id--Thing"]],
    [
      "a time",
      { created: "2026-01-01T00:00:00Z" },
      ["td-datetime-recommended-type", "td-datetime-type", "td-vocab-created--Thing"],
    ],
    ["two contexts", { "@context": [bare["@context"], "https://example.org/"] }, ["td-context-ns-thing-optional"]],
    [
      "a secret that is not told",
      { securityDefinitions: { open: { scheme: "nosec" }, other: { scheme: "basic" } } },
      ["td-security-no-secrets", "td-vocab-scheme--SecurityScheme_basic"],
    ],
    ["an array of security", { security: ["open", "open"] }, ["td-security-combo-deprecation"]],
  ])("are more with %s", (_what, more, ids) => expect(beyondBare(more)).toEqual(ids));

  it("are not exercised within a value", () => {
    const schema = { type: "object", const: { unit: "m", minItems: 1 } };
    const property = { ...schema, forms: [{ href: "/p" }] };
    expect(beyondBare({ properties: { p: property } })).not.toContain("td-integer-type");
  });

  it("are those of a Thing Model for one", () => {
    const model = { "@context": bare["@context"], "@type": "tm:ThingModel", title: "{{NAME}}" };
    expect([...exercisedAssertions(model)]).toEqual(expect.arrayContaining(["tm-identification", "tm-placeholder"]));
    expect([...exercisedAssertions(model)]).not.toContain("td-vocab-title--Thing");
  });

  it("are none of what is no object", () => expect(exercisedAssertions(["lamp"]).size).toBe(0));

  it("are all of TD 1.1", () => {
    const known = new Set(tdAssertions().map(({ id }) => id));
    expect([...exercisedAssertions(bare)].filter((id) => !known.has(id))).toEqual([]);
  });
});
