import { describe, expect, it } from "vitest";
import { diffRdf } from "../../../src/index.js";

const lamp = {
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", { a: "urn:x#" }],
  id: "urn:lamp",
  title: "Lamp",
  "a:b": 1,
  properties: { on: { type: "boolean", forms: [{ href: "/on" }, { href: "coap://lamp/on" }] } },
};

describe("diffRdf", () => {
  it("finds nothing in other prefixes and another order", async () => {
    const { "a:b": _, ...others } = lamp;
    const forms = lamp.properties.on.forms.toReversed();
    const other = {
      ...others,
      "@context": ["https://www.w3.org/2022/wot/td/v1.1", { z: "urn:x#" }],
      "z:b": 1,
      properties: { on: { forms, type: "boolean" } },
    };
    expect(await diffRdf(lamp, other)).toEqual({ removed: [], added: [] });
  });

  it("says one changed value as one statement, by the way that leads there", async () => {
    const forms = [{ href: "/on" }, { href: "coap://lamp/on", contentType: "text/plain" }];
    const other = { ...lamp, properties: { on: { type: "boolean", forms } } };
    const way =
      '<urn:lamp> / <https://www.w3.org/2019/wot/td#hasPropertyAffordance>["on"] / <https://www.w3.org/2019/wot/td#hasForm>["coap://lamp/on"]';
    expect(await diffRdf(lamp, other)).toEqual({
      removed: [],
      added: [`${way} <https://www.w3.org/2019/wot/hypermedia#forContentType> {"@value":"text/plain"}`],
    });
  });

  it("tells what has no name, and no content, from what is not there", async () => {
    const context = { p: "urn:p" };
    expect(await diffRdf({ "@context": context }, { "@context": context, p: {} })).toMatchObject({
      added: ["[the Thing] / <urn:p> is there"],
    });
    expect(
      await diffRdf({ "@context": context, p: [{ p: 1 }] }, { "@context": context, p: [{ p: 1 }, { p: 2 }] }),
    ).toEqual({
      removed: [],
      added: ['[the Thing] / <urn:p>#1 <urn:p> {"@value":2}'],
    });
  });
});
