import { describe, expect, it } from "vitest";
import { toJsonSchema } from "../../../src/index.js";
import { lamp } from "../lamp.js";

describe("the JSON Schema of a Thing", () => {
  it("defines the data of each affordance by its place", () => {
    expect(toJsonSchema(lamp).document).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "urn:example:lamp",
      title: "Lamp",
      type: "object",
      properties: {
        on: { $ref: "#/$defs/properties~1on" },
        "level/%": { $ref: "#/$defs/properties~1level~01%25" },
      },
      $defs: {
        "properties/on": { type: "boolean" },
        "properties/level~1%": { type: "number", readOnly: true },
        "properties/pin": { type: "string", writeOnly: true },
        "actions/fade/input": { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }] },
        "actions/fade/output": { type: "string" },
        "events/hot/data": { type: "number" },
        "schemaDefinitions/problem": { type: "object", properties: { detail: { type: "string" } } },
      },
    });
  });

  it("lists what JSON Schema has no word for", () => {
    expect(toJsonSchema(lamp).losses).toEqual([
      { pointer: "/properties/level~1%/unit", message: "JSON Schema has no counterpart of unit" },
    ]);
  });

  it.each(["urn:ab:c#d", "http://user:pw@lamp.example/", "urn:org.example:lamp", "urn:lamp"])(
    "has no $id of %s",
    (id) => {
      const { document, losses } = toJsonSchema({ ...lamp, id });
      expect(document).not.toHaveProperty("$id");
      expect(losses.map(({ pointer }) => pointer)).toContain("/id");
    },
  );

  it("is refused for what is no Thing Description", () => {
    expect(() => toJsonSchema({} as never)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
  });
});
