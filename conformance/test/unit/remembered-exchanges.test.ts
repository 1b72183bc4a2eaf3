import type { ProbeRequest } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { RememberedExchanges } from "../../src/remembered-exchanges.js";

const get = (url: string): ProbeRequest => ({ method: "GET", url, headers: [] });

/** A server whose answers have 10 000 bytes, and what it was asked. */
function server() {
  const asked: string[] = [];
  const response = { status: 200, reason: "OK", headers: [], body: new Uint8Array(10_000) };
  const send = async (request: ProbeRequest) => {
    asked.push(request.url);
    return { request, durationMs: 0, response };
  };
  return { asked, send };
}

describe("remembered exchanges", () => {
  it("ask the same question once, and again when they must", async () => {
    const { asked, send } = server();
    const exchanges = new RememberedExchanges(send);
    await exchanges.ask(get("a"));
    await exchanges.ask(get("a"));
    await exchanges.ask({ ...get("a"), headers: [["Accept", "text/plain"]] });
    expect(asked).toEqual(["a", "a"]);
    await exchanges.askAgain(get("a"));
    expect(asked).toHaveLength(3);
  });

  it("forget the oldest answers beyond their limit", async () => {
    const { asked, send } = server();
    const exchanges = new RememberedExchanges(send, 25_000);
    for (const url of ["a", "b", "c", "c", "b", "a"]) await exchanges.ask(get(url));
    expect(asked).toEqual(["a", "b", "c", "a"]);
  });
});
