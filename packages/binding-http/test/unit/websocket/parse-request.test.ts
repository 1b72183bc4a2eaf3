import { describe, expect, it } from "vitest";
import { messageObject } from "../../../src/websocket/message-object.js";
import { parseRequest } from "../../../src/websocket/parse-request.js";

const head = {
  thingID: "https://mythingserver.com/things/mylamp1",
  messageID: "c370da58-69ae-4e83-bb5a-ac6cfb2fed54",
  messageType: "request",
  correlationID: "5afb752f-8be0-4a3c-8108-1327a6009cbd",
};

describe("parseRequest", () => {
  it.each([
    [{ operation: "readproperty", name: "on" }],
    [{ operation: "writeproperty", name: "on", value: null }],
    [{ operation: "readmultipleproperties", names: ["on", "level"] }],
    [{ operation: "writemultipleproperties", values: { on: false, level: 25 } }],
    [{ operation: "observeproperty", name: "level", lastNotificationID: "5d09d466-3ee6-49e2-a4af-fe50c4d86b96" }],
    [{ operation: "invokeaction", name: "fade", input: { level: 100 } }],
    [{ operation: "invokeaction", name: "fade" }],
    [{ operation: "queryaction", actionID: "d95100b9-decc-4b11-81b8-81870597ebeb" }],
    [{ operation: "subscribeallevents" }],
  ])("takes the draft's %j", (members) => {
    expect(parseRequest({ ...head, ...members })).toEqual({ ...head, ...members });
  });

  it("passes over members that the operation does not have", () => {
    expect(parseRequest({ ...head, operation: "readproperty", name: "on", value: 1, extra: 2 })).toEqual({
      ...head,
      operation: "readproperty",
      name: "on",
    });
  });

  it.each([
    [{ messageType: "response", operation: "readproperty", name: "on" }, "messageType"],
    [{ operation: "toString" }, "operation"],
    [{ operation: "__proto__" }, "operation"],
    [{ operation: 1 }, "operation"],
    [{ operation: "readproperty" }, "name"],
    [{ operation: "readproperty", name: "" }, "name"],
    [{ operation: "readproperty", name: ["on"] }, "name"],
    [{ operation: "writeproperty", name: "on" }, "value"],
    [{ operation: "readmultipleproperties", names: [] }, "names"],
    [{ operation: "readmultipleproperties", names: [1] }, "names"],
    [{ operation: "writeallproperties", values: [] }, "values"],
    [{ operation: "queryaction" }, "actionID"],
    [{ operation: "readproperty", name: "on", correlationID: 7 }, "correlationID"],
    [{ operation: "readproperty", name: "on", thingID: undefined }, "thingID"],
    [{ operation: "readproperty", name: "on", messageID: "x".repeat(3_000) }, "messageID"],
  ])("refuses %j and names the member", (members, name) => {
    const refuse = () => parseRequest({ ...head, ...members });
    expect(refuse).toThrowError(expect.objectContaining({ code: "WOT_BAD_REQUEST" }));
    expect(refuse).toThrowError(`"${name}"`);
  });
});

describe("messageObject", () => {
  it.each([
    "",
    "{",
    "[]",
    "1",
    "null",
    '"x"',
    `{"a":${"[".repeat(100_000)}`,
    `{"a":${"[".repeat(80)}${"]".repeat(80)}}`,
  ])("is undefined for %.20s", (text) => {
    expect(messageObject(text)).toBeUndefined();
  });

  it("takes brackets in strings for what they are", () => {
    const text = JSON.stringify({ a: '["'.repeat(1_000) });
    expect(messageObject(text)).toEqual(JSON.parse(text));
  });

  it("keeps a member named __proto__ from the prototype", () => {
    const message = messageObject('{"__proto__":{"operation":"readproperty"}}');
    expect(() => parseRequest(message ?? {})).toThrowError('"messageType"');
  });
});
