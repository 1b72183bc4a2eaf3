import { describe, expect, it } from "vitest";
import { httpsResolver } from "../../../src/index.js";

const allow = ["https://models.example/lamps/"];
const url = "https://models.example/lamps/one";
const options = { maxBytes: 10, signal: new AbortController().signal };
const answering = (answer: () => Response | Promise<Response>) =>
  httpsResolver({ allow, fetch: (async () => answer()) as typeof fetch });

describe("httpsResolver", () => {
  it("reads what is allowed, and asks for nothing else", async () => {
    const asked: unknown[] = [];
    const resolver = httpsResolver({
      allow,
      fetch: (async (input: string, { redirect }: RequestInit) => {
        asked.push([input, redirect]);
        return new Response("{}");
      }) as typeof fetch,
    });
    expect(await resolver.read(url, options)).toBe("{}");
    expect(await resolver.read("https://models.example/lamps/../secret", options)).toBeUndefined();
    expect(await resolver.read("https://other.example/lamps/one", options)).toBeUndefined();
    expect(asked).toEqual([[url, "error"]]);
  });

  it("has nothing where the answer is 404 or 410", async () => {
    expect(await answering(() => new Response("", { status: 404 })).read(url, options)).toBeUndefined();
    expect(await answering(() => new Response("", { status: 410 })).read(url, options)).toBeUndefined();
  });

  it("fails for what is too long, no text, refused or not answered", async () => {
    const code = (resolver: ReturnType<typeof httpsResolver>) =>
      resolver.read(url, options).then(
        () => "none",
        (error: { code: string }) => error.code,
      );
    expect(await code(answering(() => new Response("12345678901")))).toBe("WOT_TD_LIMIT");
    expect(await code(answering(() => new Response(Uint8Array.of(0xff))))).toBe("WOT_TD_SYNTAX");
    expect(await code(answering(() => new Response("", { status: 500 })))).toBe("WOT_NETWORK");
    expect(await code(answering(() => Promise.reject(new TypeError("fetch failed"))))).toBe("WOT_NETWORK");
  });

  it("refuses lists of anything but https URLs", () => {
    for (const entry of ["http://models.example/", "models.example", "file:///models/"]) {
      expect(() => httpsResolver({ allow: [entry] })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    }
  });
});
