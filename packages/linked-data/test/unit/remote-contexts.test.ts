import { describe, expect, it } from "vitest";
import { expand, remoteContexts } from "../../src/index.js";

const url = "https://vendor.example/terms.jsonld";
const context = { "@context": { a: "urn:a" } };
/** A network of one document, which counts how often it is asked. */
const network = (answer: () => Response) => {
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = async (input: unknown, init?: RequestInit) => {
    asked.push([String(input), init]);
    init?.signal?.throwIfAborted();
    return answer();
  };
  return { asked, fetch: fetch as typeof globalThis.fetch };
};

describe("remoteContexts", () => {
  it("fetches an allowed context once, without credentials and without following redirects", async () => {
    const { asked, fetch } = network(() => Response.json(context));
    const loadContext = remoteContexts({ allow: [url], fetch });
    const document = { "@context": url, a: 1 };
    expect(await expand(document, { loadContext })).toEqual([{ "urn:a": [{ "@value": 1 }] }]);
    await expand(document, { loadContext });
    expect(asked).toEqual([[url, expect.objectContaining({ redirect: "error", credentials: "omit" })]]);
  });

  it("takes the beginning of a URL that ends with a slash, and no way out of it", async () => {
    const { asked, fetch } = network(() => Response.json(context));
    const load = remoteContexts({ allow: ["https://vendor.example/a/"], fetch });
    expect(await load("https://vendor.example/a/b.jsonld")).toEqual(context);
    for (const other of [
      "https://vendor.example/a",
      "https://vendor.example/a/../b",
      "https://vendor.example.org/a/",
      "x",
    ]) {
      await expect(load(other)).rejects.toMatchObject({ code: "WOT_TD_INVALID", pointer: "/@context" });
    }
    expect(asked).toHaveLength(1);
  });

  it.each<[string, () => Response, string]>([
    ["a refusal", () => new Response("", { status: 404 }), "WOT_NETWORK"],
    ["what is no JSON", () => new Response("<html>"), "WOT_TD_INVALID"],
    ["what has no context", () => Response.json({}), "WOT_TD_INVALID"],
    ["too much", () => new Response("x".repeat(101)), "WOT_TD_LIMIT"],
    [
      "a network that fails",
      () => {
        throw new TypeError("no route");
      },
      "WOT_NETWORK",
    ],
  ])("says that %s is no context", async (_, answer, code) => {
    const load = remoteContexts({ allow: [url], maxContextBytes: 100, ...network(answer) });
    await expect(load(url)).rejects.toMatchObject({ code });
    await expect(expand({ "@context": url }, { loadContext: load })).rejects.toMatchObject({ code });
  });

  it("stops when it is told to", async () => {
    const load = remoteContexts({ allow: [url], ...network(() => Response.json(context)) });
    await expect(load(url, AbortSignal.abort())).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });

  it.each(["http://vendor.example/", "vendor.example", "file:///etc/"])("does not allow %s", (entry) => {
    expect(() => remoteContexts({ allow: [entry] })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });

  it("is asked for ten contexts at most", async () => {
    const loadContext = async () => context;
    const document = { "@context": Array.from({ length: 11 }, (_, i) => `${url}#${i}`) };
    await expect(expand(document, { loadContext })).rejects.toMatchObject({ code: "WOT_TD_LIMIT" });
  });
});
