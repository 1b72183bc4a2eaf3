import { describe, expect, it } from "vitest";
import { diff } from "../../../src/index.js";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  created: "2024-01-02T03:04:05Z",
  security: ["none"],
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: {
    on: {
      type: "boolean",
      forms: [{ href: "/on", op: "readproperty" }, { href: "/on", op: "writeproperty" }, { href: "coap://lamp/on" }],
    },
    mode: { type: "string", enum: ["day", "night"], forms: [{ href: "/mode" }] },
  },
  links: [{ rel: "icon", href: "/icon.png" }],
};
const on = (members: object) => ({
  ...lamp,
  properties: { ...lamp.properties, on: { ...lamp.properties.on, ...members } },
});

describe("diff", () => {
  it.each<[string, object]>([
    ["the document itself", lamp],
    ["another order of members", Object.fromEntries(Object.entries(lamp).reverse())],
    ["another order of Forms", on({ forms: lamp.properties.on.forms.toReversed() })],
    ["defaults that are written out", on({ readOnly: false, writeOnly: false, observable: false })],
    ["one value instead of an array", { ...lamp, security: "none" }],
    ["the same time in another zone", { ...lamp, created: "2024-01-02T04:04:05.0+01:00" }],
    [
      "another order of an enumeration",
      { ...lamp, properties: { ...lamp.properties, mode: { ...lamp.properties.mode, enum: ["night", "day"] } } },
    ],
  ])("finds nothing in %s", (_, other) => {
    expect(diff(lamp, other)).toEqual([]);
    expect(diff(JSON.stringify(other), new TextEncoder().encode(JSON.stringify(lamp)))).toEqual([]);
  });

  it.each<[object, object[]]>([
    [
      { ...lamp, title: "Lantern" },
      [
        {
          kind: "changed",
          pointer: "/title",
          before: "Lamp",
          after: "Lantern",
          message: 'title changed from "Lamp" to "Lantern"',
        },
      ],
    ],
    [
      { ...lamp, properties: { on: lamp.properties.on } },
      [
        {
          kind: "removed",
          pointer: "/properties/mode",
          message: 'property "mode" was removed; it was an object of 6 members',
        },
      ],
    ],
    [
      { ...lamp, actions: { blink: { forms: [{ href: "/blink" }] } } },
      [{ kind: "added", pointer: "/actions/blink", message: 'action "blink" was added: an object of 3 members' }],
    ],
    [
      on({ readOnly: true, forms: [lamp.properties.on.forms[0], { href: "coap://lamp/on", op: "readproperty" }] }),
      [
        { kind: "changed", pointer: "/properties/on/readOnly", before: false, after: true },
        {
          kind: "removed",
          pointer: "/properties/on/forms/1",
          message: 'Form 1 of property "on" was removed; it was an object of 3 members',
        },
        {
          kind: "removed",
          pointer: "/properties/on/forms/1/op",
          message: '"writeproperty" was removed from op of Form 1 of property "on"',
        },
      ],
    ],
    [
      on({ forms: [{ href: "coap://lamp/on", contentType: "text/plain" }, ...lamp.properties.on.forms.slice(0, 2)] }),
      [
        {
          kind: "changed",
          pointer: "/properties/on/forms/0/contentType",
          before: "application/json",
          after: "text/plain",
        },
      ],
    ],
    [
      { ...lamp, properties: { ...lamp.properties, mode: { ...lamp.properties.mode, enum: ["night", "dusk"] } } },
      [
        {
          kind: "removed",
          pointer: "/properties/mode/enum",
          before: "day",
          message: '"day" was removed from enum of property "mode"',
        },
        { kind: "added", pointer: "/properties/mode/enum", after: "dusk" },
      ],
    ],
    [{ ...lamp, links: [{ rel: "icon", href: "/new.png" }] }, [{ kind: "changed", pointer: "/links/0/href" }]],
    [{ ...lamp, "ex:a/b": 1 }, [{ kind: "added", pointer: "/ex:a~1b", message: "ex:a/b was added: 1" }]],
  ])("says what changed: %#", (other, differences) => {
    expect(diff(lamp, other)).toMatchObject(differences);
    expect(diff(lamp, other)).toHaveLength(differences.length);
  });

  it("compares a value within a schema as JSON, with its order", () => {
    expect(diff(on({ default: [1, 2] }), on({ default: [2, 1] }))).toMatchObject([
      { pointer: "/properties/on/default/0" },
      { pointer: "/properties/on/default/1" },
    ]);
  });

  it("takes time linear in a set of many equal keys", () => {
    const many = (text: string) =>
      on({
        forms: Array.from({ length: 3000 }, (_, i) => ({ href: "/on", op: "readproperty", "ex:i": `${text}${i}` })),
      });
    expect(diff(many("a"), many("b"))).toHaveLength(3000);
  });

  it.each([
    ["an array", "[]", "WOT_TD_INVALID"],
    ["no JSON", "{", "WOT_TD_SYNTAX"],
    ["too deep nesting", "[".repeat(100), "WOT_TD_LIMIT"],
  ])("refuses %s", (_, document, code) => {
    expect(() => diff(lamp, document)).toThrow(expect.objectContaining({ code }));
    expect(() => diff(document, lamp)).toThrow(expect.objectContaining({ code }));
  });

  it("compares members of the wrong type as they are", () => {
    expect(diff({ properties: [1] }, { properties: { a: {} } })).toMatchObject([
      { kind: "changed", pointer: "/properties" },
    ]);
    expect(diff({ forms: 7, actions: { a: 1 } }, { forms: 7, actions: { a: {} } })).toMatchObject([
      { pointer: "/actions/a" },
    ]);
  });
});
