import { describe, expect, it } from "vitest";
import { ValueSchemas } from "../../../src/browse/value-schema.js";
import { FakeServer } from "../../support/fake-server.js";

const superTypes = { "i=290": "i=11", "t;Season": "i=29", "t;Plan": "i=22", "t;Loop": "i=22", "t;Self": "t;Self" };
const definitions = {
  "t;Season": {
    Fields: [
      { Value: 0n, Name: "Summer", DisplayName: "Sommer" },
      { Value: 1n, Name: "Winter", DisplayName: "" },
    ],
  },
  "t;Plan": {
    StructureType: 1,
    Fields: [
      { Name: "Name", DataType: "i=12", ValueRank: -1, IsOptional: false },
      { Name: "Hours", DataType: "i=11", ValueRank: 1, IsOptional: false },
      { Name: "Season", DataType: "t;Season", ValueRank: -1, IsOptional: true },
      { Name: "__proto__", DataType: "i=12" },
    ],
  },
  "t;Loop": { Fields: [{ Name: "Next", DataType: "t;Loop", ValueRank: -1 }] },
};

async function schemas(): Promise<ValueSchemas> {
  const server = new FakeServer([], { superTypes, definitions });
  return new ValueSchemas(
    await server.connect({ url: "", mode: "None", identity: {} }, { lost() {}, restored() {}, ended() {} }),
  );
}

describe("the schema of a data type", () => {
  it("is that of the built-in type that it is a kind of", async () => {
    expect(await (await schemas()).of("i=3", -1)).toEqual({ type: "integer", minimum: 0, maximum: 255 });
    expect(await (await schemas()).of("i=290", -1)).toEqual({ type: "number" });
    expect(await (await schemas()).of("i=13", -1)).toEqual({ type: "string", format: "date-time" });
  });

  it("has arrays and matrices around it", async () => {
    expect(await (await schemas()).of("i=11", 2)).toEqual({
      type: "array",
      items: { type: "array", items: { type: "number" } },
    });
    expect(await (await schemas()).of("i=11", -2)).toEqual({});
  });

  it("has the names of an enumeration", async () => {
    expect(await (await schemas()).namesOf("t;Season")).toEqual(
      new Map([
        [0, "Sommer"],
        [1, "Winter"],
      ]),
    );
    expect(await (await schemas()).of("t;Season", -1)).toEqual({
      oneOf: [
        { title: "Sommer", type: "integer", const: 0 },
        { title: "Winter", type: "integer", const: 1 },
      ],
    });
  });

  it("has the fields of a structure", async () => {
    expect(await (await schemas()).of("t;Plan", -1)).toEqual({
      type: "object",
      properties: {
        Name: { type: "string" },
        Hours: { type: "array", items: { type: "number" } },
        Season: expect.objectContaining({ oneOf: expect.any(Array) }),
      },
      required: ["Name", "Hours"],
    });
  });

  it("has an end where structures contain themselves, or types are kinds of themselves", async () => {
    expect(JSON.stringify(await (await schemas()).of("t;Loop", -1)).length).toBeLessThan(1_000);
    expect(await (await schemas()).of("t;Self", -1)).toEqual({});
  });
});
