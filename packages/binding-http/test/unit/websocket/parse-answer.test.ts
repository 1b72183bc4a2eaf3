import { describe, expect, it } from "vitest";
import { fromStatusObject, toStatusObject } from "../../../src/websocket/action-status-object.js";
import { encodeMessage } from "../../../src/websocket/encode-message.js";
import { parseAnswer } from "../../../src/websocket/parse-answer.js";

const head = {
  thingID: "urn:x",
  messageID: "79057736-3e0e-4dc3-b139-a33051901ee2",
  messageType: "response",
  operation: "readproperty",
} as const;

describe("parseAnswer", () => {
  it("takes what encodeMessage makes, whatever the payload", () => {
    const text = encodeMessage({ ...head, name: "on" }, { name: "value", json: '{"a":[1.50]}' });
    expect(parseAnswer(text)).toEqual({ ...head, name: "on", value: { a: [1.5] } });
  });

  it("takes a refusal of what was no request at all", () => {
    const { operation, ...rest } = head;
    const answer = { ...rest, error: { status: 400 } };
    expect(parseAnswer(JSON.stringify(answer))).toEqual(answer);
  });

  it.each([
    "",
    "[]",
    "{}",
    JSON.stringify({ ...head, messageType: "request" }),
    JSON.stringify({ ...head, operation: "fly" }),
    JSON.stringify({ ...head, thingID: 1 }),
    JSON.stringify({ ...head, messageID: undefined }),
    JSON.stringify({ ...head, correlationID: {} }),
    JSON.stringify({ ...head, messageType: "notification", operation: "observeproperty" }),
    JSON.stringify({ ...head, operation: undefined }),
  ])("refuses %s", (text) => {
    expect(() => parseAnswer(text)).toThrowError(expect.objectContaining({ code: "WOT_PROTOCOL" }));
  });
});

describe("an ActionStatus object", () => {
  it("has names of its own for the id and the state", () => {
    const status = { id: "1", status: "pending", timeRequested: "2025-09-03T18:14:55.641Z" } as const;
    const object = toStatusObject(status);
    expect(object).toEqual({ actionID: "1", state: "pending", timeRequested: status.timeRequested });
    expect(fromStatusObject(object)).toEqual(status);
  });
});
