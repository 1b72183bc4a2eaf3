import { describe, expect, it } from "vitest";
import { canonicalRdf, compact, expand } from "../../src/index.js";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  id: "urn:lamp",
  title: "Lamp",
  titles: { de: "Lampe" },
  security: "none",
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: {
    on: {
      type: "object",
      properties: { a: { type: "number" } },
      forms: [{ href: "coap://lamp/on", op: "readproperty" }],
    },
  },
};

describe("compact", () => {
  it("makes a Thing Description again of its expanded form", async () => {
    expect(await compact([...(await expand(lamp))])).toEqual(lamp);
  });

  it("says the same in another context", async () => {
    const context = [
      "https://www.w3.org/2022/wot/td/v1.1",
      { type: null, json: "https://www.w3.org/2019/wot/json-schema#" },
    ];
    const other = await compact(lamp, { context });
    expect(other).not.toEqual(lamp);
    expect(await canonicalRdf(other)).toBe(await canonicalRdf(lamp));
  });

  it("refuses a context in which the library would lose something", async () => {
    // The names of index maps get the language of the context, but not its direction.
    const arabic = { ...lamp, "@context": [lamp["@context"], { "@language": "ar", "@direction": "rtl" }] };
    await expect(compact(arabic)).rejects.toMatchObject({ code: "WOT_TD_INVALID", pointer: "/@context" });
  });

  it.each([
    ["an unknown context", "https://vendor.example/"],
    ["a number for a context", 7],
  ])("refuses %s", async (_, context) => {
    await expect(compact(lamp, { context })).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
  });
});
