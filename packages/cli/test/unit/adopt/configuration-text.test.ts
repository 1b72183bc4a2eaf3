import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Addition } from "../../../src/adopt/addition.js";
import { extendedText } from "../../../src/adopt/configuration-text.js";

const entry: Addition = { kind: "entry", adapter: "shelly", entry: { addresses: ["192.0.2.7"] } };
const thing: Addition = {
  kind: "thing",
  id: "urn:x:1",
  settings: { title: "Lamp: hall", room: "Hall" },
  note: "a\nlamp",
};
const said = { "urn:x:1": { title: "Lamp: hall", room: "Hall" } };

describe("a configuration that is added to", () => {
  it.each([
    ["nothing", ""],
    ["a comment alone", "# My house\n"],
    ["other members", "http: { port: 8083 }   # mine\n"],
    ["no end of line", "http: {port: 8083}"],
    ["entries as lines", "shelly:\n- addresses: [192.0.2.1]  # cellar\n\n# the rest\nhttp: {}\n"],
    ["entries that are indented", "shelly:\n    -   addresses:\n          - 192.0.2.1 # cellar\n# end\n"],
    ["entries in brackets", "shelly: [{addresses: [192.0.2.1]},  # cellar\n  ]\nhttp: {}\n"],
    ["empty brackets", "shelly: [] # none yet\n"],
    ["Things as lines", 'things:\n  "urn:x:0": {room: Attic} # old\n\n# below\nhttp: {}\n'],
    ["Things of several lines", "things:\n   urn:x:0:\n      room: Attic\nhttp: {}\n"],
  ])("keeps every letter of what is there: %s", (_, text) => {
    const extended = extendedText(text, [entry, thing]);
    const [before, after] = [parse(text) ?? {}, parse(extended)];
    expect(after).toEqual({
      ...before,
      shelly: [...(before.shelly ?? []), { addresses: ["192.0.2.7"] }],
      things: { ...before.things, ...said },
    });
    let at = 0;
    for (const line of text.split("\n")) {
      const rest = line.replace(/[\]}].*$/, "");
      at = extended.indexOf(rest, at);
      expect(at, line).toBeGreaterThanOrEqual(0);
    }
    for (const [comment] of text.matchAll(/#.*/g)) expect(extended).toContain(comment);
  });

  it.each([
    ["a member without a value", "shelly:\nthings:\n"],
    ["braces around all", "{ http: { port: 0 } } # all\n"],
    ["braces around Things", "things: { urn:x:0: {} } # few\n"],
  ])("is written anew, with its comments, where nothing can be put between its lines: %s", (_, text) => {
    const extended = extendedText(text, [entry, thing]);
    const { shelly: _s, things, ...others } = parse(text);
    expect(parse(extended)).toEqual({
      ...others,
      shelly: [{ addresses: ["192.0.2.7"] }],
      things: { ...things, ...said },
    });
    for (const [comment] of text.matchAll(/#.*/g)) expect(extended).toContain(comment);
  });

  it("does not touch what is said of a Thing", () => {
    const text = "things:\n  urn:x:1: { room: Attic }\n";
    expect(extendedText(text, [thing])).toBe(text);
  });

  it("stays JSON", () => {
    expect(JSON.parse(extendedText('{"http": {}}', [entry, thing]))).toEqual({
      ...{ http: {}, shelly: [{ addresses: ["192.0.2.7"] }], things: said },
    });
  });

  it.each([["shelly: x\n"], ["things: []\n"], ["- a\n"], ["a: [\n"]])("is refused when it is none: %j", (text) => {
    expect(() => extendedText(text, [entry, thing])).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });

  it("takes ids that are names of prototypes", () => {
    const odd: Addition = { ...thing, id: "__proto__" };
    expect(Object.keys(parse(extendedText("", [odd])).things)).toEqual(["__proto__"]);
  });
});
