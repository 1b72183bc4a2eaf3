import { describe, expect, it } from "vitest";
import { canonicalize } from "../../../src/index.js";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  security: ["none"],
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: { on: { type: "boolean", forms: [{ href: "/on" }] } },
};
const described = async (members: object) => JSON.parse(await canonicalize({ ...lamp, ...members }));

describe("canonicalize", () => {
  it("writes one text, with sorted members, defaults and no array of one", async () => {
    expect(await canonicalize(JSON.stringify(lamp, null, 2))).toBe(
      '{"@context":"https://www.w3.org/2022/wot/td/v1.1",' +
        '"properties":{"on":{"forms":[{"contentType":"application/json","href":"/on","op":["readproperty","writeproperty"]}],' +
        '"observable":false,"readOnly":false,"type":"boolean","writeOnly":false}},' +
        '"security":"none","securityDefinitions":{"none":{"scheme":"nosec"}},"title":"Lamp"}',
    );
  });

  it.each([
    ["a readOnly property", "properties", { readOnly: true }, "readproperty"],
    ["a writeOnly property", "properties", { writeOnly: true }, "writeproperty"],
    ["a property that contradicts itself", "properties", { readOnly: true, writeOnly: true }, undefined],
    ["an action", "actions", {}, "invokeaction"],
    ["an event", "events", {}, ["subscribeevent", "unsubscribeevent"]],
  ])("gives the Form of %s its operations", async (_, kind, affordance, op) => {
    const thing = await described({ [kind]: { a: { ...affordance, forms: [{ href: "/a" }] } } });
    expect(thing[kind].a.forms[0].op).toEqual(op);
  });

  it.each([
    [{ scheme: "basic" }, { in: "header" }],
    [{ scheme: "digest" }, { in: "header", qop: "auth" }],
    [{ scheme: "apikey" }, { in: "query" }],
    [{ scheme: "bearer" }, { in: "header", alg: "ES256", format: "jwt" }],
    [
      { scheme: "bearer", alg: "ES512" },
      { in: "header", alg: "ES512", format: "jwt" },
    ],
    [{ scheme: 7 }, {}],
  ])("gives %j its defaults", async (scheme, defaults) => {
    const thing = await described({ securityDefinitions: { a: scheme } });
    expect(thing.securityDefinitions.a).toEqual({ ...scheme, ...defaults });
  });

  it("gives a response the content type of its Form", async () => {
    const form = { href: "/a", contentType: "text/plain", response: {}, additionalResponses: [{ schema: "e" }, {}] };
    const thing = await described({ actions: { a: { forms: [form] } } });
    expect(thing.actions.a.forms[0].response).toEqual({ contentType: "text/plain" });
    expect(thing.actions.a.forms[0].additionalResponses).toEqual([
      { schema: "e", success: false, contentType: "text/plain" },
      { success: false, contentType: "text/plain" },
    ]);
  });

  it("leaves values, unknown members and the single schema of a tuple as they are", async () => {
    const list = { type: "array", items: [{ type: "number" }], default: [1], const: [{ op: ["x"] }], "ex:op": ["x"] };
    const thing = await described({ properties: { list } });
    expect(thing.properties.list).toMatchObject(list);
  });

  it.each([
    ["2024-01-02T03:04:05+01:00", "2024-01-02T02:04:05Z"],
    ["2024-01-02T03:04:05.1230Z", "2024-01-02T03:04:05.123Z"],
    ["2024-01-02T03:04:05.000Z", "2024-01-02T03:04:05Z"],
    ["2024-12-31T24:00:00Z", "2025-01-01T00:00:00Z"],
    ["2024-01-02T03:04:05", "2024-01-02T03:04:05"],
    ["2024-01-02T99:04:05Z", "2024-01-02T99:04:05Z"],
    ["yesterday", "yesterday"],
  ])("writes the time %s as %s", async (created, canonical) => {
    expect((await described({ created })).created).toBe(canonical);
  });

  it("gives a Thing Model no defaults, as a description made from it may say otherwise", async () => {
    const model = { ...lamp, "@type": "tm:ThingModel", properties: { on: { type: "boolean" } } };
    expect(JSON.parse(await canonicalize(model)).properties).toEqual(model.properties);
  });

  it("is the same for its own result, and leaves the document as it was", async () => {
    const before = structuredClone(lamp);
    const once = await canonicalize(lamp);
    expect(await canonicalize(once)).toBe(once);
    expect(lamp).toEqual(before);
  });

  it.each([
    ["an array", [], "WOT_TD_INVALID"],
    ["no JSON", "{", "WOT_TD_SYNTAX"],
    ["half a surrogate pair", { title: "\ud800" }, "WOT_TD_SYNTAX"],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "WOT_TD_SYNTAX"],
    ["a name that reaches a prototype", '{"a":{"__proto__":{}}}', "WOT_TD_INVALID"],
    ["too deep nesting", "[".repeat(100), "WOT_TD_LIMIT"],
  ])("refuses %s", async (_, document, code) => {
    await expect(canonicalize(document)).rejects.toMatchObject({ code });
  });

  it("takes a text that only looks like half a surrogate pair", async () => {
    expect(await canonicalize({ title: "\\ud800" })).toBe('{"title":"\\\\ud800"}');
  });

  it("does not stumble over members of the wrong type", async () => {
    const strange = {
      properties: [1],
      actions: { a: 7, b: { forms: 7 } },
      forms: { op: [1] },
      created: 5,
      security: [],
    };
    await expect(canonicalize(strange)).resolves.toContain('"created":5');
  });
});

describe("canonicalize in the form rdf", () => {
  it("is the same whatever the prefixes and the order of Forms", async () => {
    const one = { ...lamp, "@context": [lamp["@context"], { a: "urn:x#" }], "a:b": "c" };
    const other = { ...lamp, "@context": [lamp["@context"], { z: "urn:x#" }], "z:b": "c" };
    expect(await canonicalize(one, { form: "rdf" })).toBe(await canonicalize(other, { form: "rdf" }));
    expect(await canonicalize(one)).not.toBe(await canonicalize(other));
  });
});
