import { describe, expect, it } from "vitest";
import { BuiltInTypes } from "../../../src/stack/built-in-types.js";
import { Namespaces } from "../../../src/stack/namespaces.js";
import type { NodeOpcua, NodeOpcuaSession } from "../../../src/stack/node-opcua.js";
import { typedVariant } from "../../../src/stack/typed-value.js";

const made: unknown[] = [];

const context = {
  stack: { coerceNodeId: (text: string) => `node ${text}` } as unknown as NodeOpcua,
  session: {
    constructExtensionObject: async (type: unknown, members: object) => {
      if ("refused" in members) throw new TypeError("no such field");
      made.push(type);
      return members;
    },
  } as unknown as NodeOpcuaSession,
  namespaces: new Namespaces(["http://opcfoundation.org/UA/", "urn:s"]),
  types: new BuiltInTypes(async (id) => ({ "nsu=urn:s;s=Plan": "i=22", "nsu=urn:s;s=Season": "i=29" })[id]),
};

const typed = (value: unknown, dataType: string, valueRank = -1) =>
  typedVariant(value, { dataType, valueRank }, context);

describe("a value for a server", () => {
  it.each([
    ["a whole number", 7, "ns=0;i=4", 4, 7],
    ["one of 64 bits", -2, "ns=0;i=8", 8, [0xffffffff, 0xfffffffe]],
    ["one as text", "18446744073709551615", "ns=0;i=9", 9, [0xffffffff, 0xffffffff]],
    ["a number", 1.5, "Double (ns=0;i=11)", 11, 1.5],
    ["a time", "1970-01-01T00:00:00Z", "ns=0;i=13", 13, new Date(0)],
    ["a byte string", "AQI=", "ns=0;i=15", 15, Buffer.from([1, 2])],
    ["a node id", "nsu=urn:s;s=a", "ns=0;i=17", 17, "node ns=1;s=a"],
    ["a localized text", "Aus", "ns=0;i=21", 21, { text: "Aus" }],
    ["one of an enumeration", 1, "ns=1;s=Season", 6, 1],
    ["any number", 1.5, "ns=0;i=26", 11, 1.5],
    ["anything", true, "ns=0;i=24", 1, true],
  ])("is of the type that the server wants: %s", async (_what, value, dataType, builtIn, expected) => {
    expect(await typed(value, dataType)).toEqual({ dataType: builtIn, arrayType: 0, value: expected });
  });

  it("is an array or a matrix", async () => {
    expect(await typed([1, 2], "i=6", 1)).toEqual({ dataType: 6, arrayType: 1, value: [1, 2] });
    expect(
      await typed(
        [
          [1, 2],
          [3, 4],
        ],
        "i=11",
        2,
      ),
    ).toEqual({ dataType: 11, arrayType: 2, dimensions: [2, 2], value: [1, 2, 3, 4] });
  });

  it("is a structure, whose fields begin with a small letter in the stack", async () => {
    const value = { Name: "day", Hours: [{ From: 6 }] };
    expect(await typed(value, "ns=1;s=Plan")).toMatchObject({
      dataType: 22,
      value: { name: "day", hours: [{ from: 6 }] },
    });
    expect(made).toEqual(["node ns=1;s=Plan"]);
  });

  it.each([
    [256, "i=3", /from 0 to 255/],
    [-1, "i=7", /from 0 to/],
    [1.5, "i=6", /whole number/],
    ["1", "i=11", /a number is needed/],
    [1, "i=1", /true or false/],
    [1, "i=12", /a text/],
    ["yesterday", "i=13", /date and time/],
    [3, "ns=1;s=Plan", /an object/],
    [{ refused: 1 }, "ns=1;s=Plan", /cannot be made of it/],
    [{}, "i=12", /a text/],
  ])("cannot be %j of %s", async (value, dataType, message) => {
    await expect(typed(value, dataType)).rejects.toMatchObject({
      code: "WOT_DATA_INVALID",
      message: expect.stringMatching(message),
    });
  });

  it("is a list where one is needed", async () => {
    await expect(typed(1, "i=6", 1)).rejects.toThrow(/a list is needed/);
  });
});
