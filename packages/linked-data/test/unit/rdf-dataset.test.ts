import { describe, expect, it } from "vitest";
import { canonicalRdf, expand, toRdf } from "../../src/index.js";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:lamp",
  title: "Lamp",
  security: "none",
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: { on: { type: "boolean", readOnly: true, forms: [{ href: "coap://lamp/on", op: "readproperty" }] } },
};

/** A cycle of blank nodes that all look alike, which is what the canonical form is slow at. */
const ring = (size: number) => ({
  "@context": { to: { "@id": "urn:to", "@type": "@id" } },
  "@graph": Array.from({ length: size }, (_, i) => ({
    "@id": `_:n${i}`,
    to: Array.from({ length: size }, (_, j) => `_:n${j}`).filter((_, j) => j !== i),
  })),
});

describe("expand", () => {
  it("says every name as an IRI", async () => {
    const [thing] = (await expand(lamp)) as [Record<string, unknown>];
    expect(thing["@id"]).toBe("urn:lamp");
    expect(thing["https://www.w3.org/2019/wot/td#title"]).toEqual([{ "@value": "Lamp", "@language": "en" }]);
  });

  it("takes a JSON text as well as its value and leaves the value as it was", async () => {
    const before = structuredClone(lamp);
    expect(await expand(JSON.stringify(lamp))).toEqual(await expand(lamp));
    expect(lamp).toEqual(before);
  });

  it("names a context that it does not know", async () => {
    await expect(expand({ "@context": "https://vendor.example/terms", a: 1 })).rejects.toMatchObject({
      code: "WOT_TD_INVALID",
      message: expect.stringContaining("<https://vendor.example/terms>"),
    });
  });

  it("takes contexts from the caller", async () => {
    const contexts = new Map([["https://vendor.example/terms", { "@context": { a: "urn:a" } }]]);
    const expanded = await expand({ "@context": "https://vendor.example/terms", a: 1 }, { contexts });
    expect(expanded).toEqual([{ "urn:a": [{ "@value": 1 }] }]);
  });

  it.each<[string, string | object, string]>([
    ["a text that is no JSON", "{", "WOT_TD_SYNTAX"],
    ["a number", "7", "WOT_TD_INVALID"],
    ["a member named __proto__", '{"__proto__": {}}', "WOT_TD_INVALID"],
    ["what is not JSON-LD", { "@context": 7 }, "WOT_TD_INVALID"],
  ])("refuses %s", async (_, document, code) => {
    await expect(expand(document)).rejects.toMatchObject({ code });
  });
});

describe("toRdf", () => {
  it("leaves out what cannot become RDF, or refuses it where nothing may be lost", async () => {
    const relative = { "@context": { to: { "@id": "urn:to", "@type": "@id" } }, "@id": "urn:a", to: "b" };
    expect(await toRdf(relative)).toBe("");
    await expect(toRdf(relative, { lossless: true })).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
  });

  it("gives the classes and operations of the ontologies", async () => {
    const quads = await toRdf(lamp);
    expect(quads).toContain("<https://www.w3.org/2019/wot/json-schema#BooleanSchema>");
    expect(quads).toContain("<https://www.w3.org/2019/wot/security#NoSecurityScheme>");
    expect(quads).toContain("<https://www.w3.org/2019/wot/td#readProperty>");
  });

  it.each([
    ["maxDocumentBytes", 10],
    ["maxDepth", 3],
    ["maxQuads", 5],
  ])("stops at %s", async (name, value) => {
    await expect(toRdf(lamp, { limits: { [name]: value } })).rejects.toMatchObject({ code: "WOT_TD_LIMIT" });
  });
});

describe("canonicalRdf", () => {
  it("is the same whatever the order of members", async () => {
    const reversed = Object.fromEntries(Object.entries(lamp).reverse());
    expect(await canonicalRdf(reversed)).toBe(await canonicalRdf(lamp));
  });

  it("differs where a value differs", async () => {
    expect(await canonicalRdf({ ...lamp, title: "Lantern" })).not.toBe(await canonicalRdf(lamp));
  });

  it("stops at maxDeepIterations where blank nodes look alike", async () => {
    await expect(canonicalRdf(ring(8), { limits: { maxDeepIterations: 10 } })).rejects.toMatchObject({
      code: "WOT_TD_LIMIT",
    });
  });

  it("stops at the deadline", async () => {
    const limits = { deadlineMs: 1, maxDeepIterations: Number.MAX_SAFE_INTEGER };
    await expect(canonicalRdf(ring(10), { limits })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it("does not start when the signal is aborted", async () => {
    await expect(canonicalRdf(lamp, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });
});
