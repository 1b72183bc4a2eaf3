import { FakeClock } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../src/server/command.js";
import { RequestMemory, requestKey } from "../../../src/server/request-memory.js";

const ended = (text: string) => ({
  answer: { outcome: "result" as const, content: { contentType: "text/plain", body: Buffer.from(text) } },
});

function memory(limits: Partial<ConstructorParameters<typeof RequestMemory>[1]> = {}) {
  const clock = new FakeClock();
  const defaults = { requestMemoryMs: 1000, maxRememberedRequests: 3, maxRememberedBytes: 10 };
  return { clock, known: new RequestMemory(clock, { ...defaults, ...limits }) };
}

describe("The memory of requests", () => {
  it("knows what is under way, and how it ended", () => {
    const { known } = memory();
    expect(known.get("a")).toBeUndefined();
    known.begin("a");
    expect(known.get("a")).toBe("running");
    known.end("a", ended("x"));
    expect(known.get("a")).toEqual(ended("x"));
  });

  it("forgets what ended without an ending to remember", () => {
    const { known } = memory();
    known.begin("a");
    known.end("a");
    expect(known.get("a")).toBeUndefined();
  });

  it("forgets after requestMemoryMs, and keeps nothing of it then", async () => {
    const { clock, known } = memory();
    known.end("a", ended("x"));
    await clock.advance(999);
    expect(known.get("a")).toBeDefined();
    await clock.advance(1);
    expect(known.get("a")).toBeUndefined();
    known.end("b", ended("y"));
    expect(known.size).toBe(1);
  });

  it("forgets the oldest beyond maxRememberedRequests", () => {
    const { known } = memory();
    for (const key of ["a", "b", "c", "d"]) known.end(key, ended(""));
    expect(["a", "b", "c", "d"].map((key) => known.get(key) !== undefined)).toEqual([false, true, true, true]);
  });

  it("forgets the oldest beyond maxRememberedBytes, and one answer that is larger than that at once", () => {
    const { known } = memory();
    known.end("a", ended("123456"));
    known.end("b", ended("12345"));
    expect([known.get("a"), known.get("b")]).toEqual([undefined, ended("12345")]);
    known.end("c", ended("12345678901"));
    expect(known.size).toBe(0);
  });

  it("counts errors, and an ending that comes twice once", () => {
    const { known } = memory();
    for (let time = 0; time < 5; time++) known.end("a", ended("123456"));
    known.end("b", { error: new RangeError("x") });
    expect([known.size, known.get("a")]).toEqual([2, ended("123456")]);
  });
});

describe("The key of a request", () => {
  const request = "requests/me/1/actions/echo/invoke";
  const key = (path: string, payload = "", properties: object | undefined = undefined) =>
    requestKey(parseCommand(path), { topic: `b/${path}`, payload: Buffer.from(payload), retain: false, properties });

  it("is the same for the same topic and payload", () => {
    expect(key(request, "1")).toBe(key(request, "1"));
    expect(key(request, "1")).not.toBe(key(request, "2"));
    expect(key(request, "1")).not.toBe(key("requests/me/2/actions/echo/invoke", "1"));
  });

  it("is that of Response Topic and Correlation Data of a command with both", () => {
    const answered = (responseTopic: string, data: string) =>
      key("actions/echo", "1", { responseTopic, correlationData: Buffer.from(data) });
    expect(answered("a", "1")).toBe(answered("a", "1"));
    expect(new Set([answered("a", "1"), answered("b", "1"), answered("a", "2")]).size).toBe(3);
  });

  it("is none of a plain command, which may be meant twice", () => {
    expect(key("actions/echo", "1")).toBeUndefined();
    expect(key("actions/echo", "1", { responseTopic: "a" })).toBeUndefined();
    expect(key("actions/echo", "1", { correlationData: Buffer.from("1") })).toBeUndefined();
  });
});
