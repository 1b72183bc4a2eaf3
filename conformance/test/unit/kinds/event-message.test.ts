import { describe, expect, it } from "vitest";
import { eventMessagesIn } from "../../../src/kinds/event-message.js";

describe("the messages of an event stream", () => {
  it.each([
    ["data: 1\n\n", [{ event: "message", data: "1" }]],
    ["\ufeffevent: on\r\ndata:true\r\nid: 7\r\n\r\n", [{ event: "on", data: "true", id: "7" }]],
    ["data: [1,\ndata: 2]\n\n", [{ event: "message", data: "[1,\n2]" }]],
    ["event: jammed\n\n", [{ event: "jammed", data: "" }]],
    [": keep-alive\n\nid: 3\n\n", []],
    ["data: cut", []],
    ["retry: 1000\ndata\n\n", [{ event: "message", data: "" }]],
  ])("in %j are %j", (text, messages) => expect(eventMessagesIn(text)).toEqual(messages));
});
