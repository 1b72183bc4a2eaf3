import { gzipSync, unzipSync } from "node:zlib";
import { type BrowserHttpClientOptions, httpClient } from "@thingwright/binding-http/browser";
import { jsonOf, recordingSink } from "@thingwright/contract-tests";
import type { AuthenticationCarrier, ClientAuthenticator } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { prepareForm, tryForm } from "../../support/prepare-form.js";
import { ScriptedPeer } from "../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };

/** Sends what a test says by the carrier that it says. */
const carrying = (carrier: AuthenticationCarrier, credentials: Record<string, string>): ClientAuthenticator => ({
  carriers: [carrier],
  authenticate: () => ({ [carrier]: credentials }),
});

/** A client that keeps what it gives to `fetch`, and gets `answer`. */
function keeping(answer: () => Response | Promise<Response>, options: BrowserHttpClientOptions = {}) {
  const requests: Request[] = [];
  const client = httpClient({
    ...options,
    fetch: async (input) => {
      requests.push(input as Request);
      return answer();
    },
  });
  return { client, requests };
}

const read = { href: "https://lamp.example/on" };

describe("the HTTP client for browsers", () => {
  it("sends nothing that the browser keeps, and says so to no peer", async () => {
    const { client, requests } = keeping(() => Response.json(1));
    await prepareForm(client, read, "readproperty").request(within);
    expect(requests[0]).toMatchObject({ credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    expect([...requests[0]!.headers]).toEqual([["accept", "application/json"]]);
  });

  it("lets the browser follow redirects of what carries nothing of a Form's or a credential's, and of nothing else", async () => {
    const { client, requests } = keeping(() => Response.json(1));
    const secret = carrying("headers", { "x-key": "k" });
    const marked = { ...read, "htv:headers": [{ "htv:fieldName": "X-Mark", "htv:fieldValue": "1" }] };
    await prepareForm(client, read, "readproperty").request(within);
    await prepareForm(client, read, "readproperty", secret).request(within);
    await prepareForm(client, marked, "readproperty").request(within);
    await prepareForm(client, read, "invokeaction").request(within);
    expect(requests.map(({ redirect }) => redirect)).toEqual(["follow", "manual", "manual", "manual"]);
  });

  it("refuses an answer that a redirect brought from another origin", async () => {
    await using elsewhere = await new ScriptedPeer((_, response) => response.end("1")).listen();
    await using peer = await new ScriptedPeer((_, response) => {
      response.writeHead(302, { location: elsewhere.origin }).end();
    }).listen();
    await using client = httpClient();
    const answer = prepareForm(client, { href: peer.origin }, "readproperty").request(within);
    await expect(answer).rejects.toMatchObject({ code: "WOT_PROTOCOL", message: expect.stringContaining("origin") });
  });

  it("takes it where redirects may leave the origin", async () => {
    await using elsewhere = await new ScriptedPeer((_, response) => response.end("1")).listen();
    await using peer = await new ScriptedPeer((_, response) => {
      response.writeHead(302, { location: elsewhere.origin }).end();
    }).listen();
    await using client = httpClient({ crossOriginRedirects: true });
    expect(jsonOf(await prepareForm(client, { href: peer.origin }, "readproperty").request(within))).toBe(1);
  });

  it("refuses a redirect that it may not look at", async () => {
    const opaque = Object.defineProperties(new Response(), { type: { value: "opaqueredirect" }, status: { value: 0 } });
    const { client } = keeping(() => opaque);
    const answer = prepareForm(client, read, "invokeaction").request(within);
    await expect(answer).rejects.toMatchObject({ code: "WOT_PROTOCOL", message: expect.stringContaining("redirect") });
  });

  it.each(["Cookie", "Host", "Origin", "Sec-Fetch-Mode", "Proxy-Authorization"])(
    "refuses a Form that sets %s, which a browser drops in silence",
    (name) => {
      const form = { ...read, "htv:headers": [{ "htv:fieldName": name, "htv:fieldValue": "x" }] };
      expect(tryForm(httpClient(), form, "readproperty")).toMatchObject({
        refused: expect.stringMatching(/htv:headers/),
      });
    },
  );

  it("refuses credentials in cookies before, and in a header that no page can send when they come", async () => {
    const cookies = tryForm(httpClient(), read, "readproperty", carrying("cookies", { a: "b" }));
    expect(cookies).toEqual({ refused: "credentials cannot travel as cookies from a web page" });
    expect(httpClient().manifest.carriers).not.toContain("cookies");
    const { client, requests } = keeping(() => Response.json(1));
    const late = prepareForm(client, read, "readproperty", carrying("headers", { cookie: "secret" }));
    await expect(late.request(within)).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
      message: expect.not.stringContaining("secret"),
    });
    expect(requests).toEqual([]);
  });

  it("says of a request that a browser takes for none that it is none, and quotes nothing of it", async () => {
    const { client } = keeping(() => Response.json(1));
    const content = { contentType: "application/json", body: new TextEncoder().encode("1") };
    const withBody = prepareForm(client, read, "readproperty").request({ ...within, content });
    await expect(withBody).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    const odd = prepareForm(client, read, "readproperty", carrying("headers", { "x-key": "señal\u{1f511}" }));
    const failure = await odd.request(within).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: "WOT_ARGUMENT", message: expect.not.stringContaining("señal") });
    expect((failure as Error).cause).toBeUndefined();
  });

  it("takes a failure of fetch for a broken way, which may have brought the request", async () => {
    const { client } = keeping(() => Promise.reject(new TypeError("Failed to fetch")));
    const answer = prepareForm(client, read, "readproperty").request(within);
    await expect(answer).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
  });

  it("reads a body that came in a content coding, and no more of it than maxBodyBytes", async () => {
    const body = gzipSync(JSON.stringify("x".repeat(50_000)));
    await using peer = await new ScriptedPeer((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(body);
    }).listen();
    await using client = httpClient();
    await using small = httpClient({ limits: { maxBodyBytes: 10_000 } });
    const form = { href: peer.origin };
    expect(jsonOf(await prepareForm(client, form, "readproperty").request(within))).toHaveLength(50_000);
    const tooLong = prepareForm(small, form, "readproperty").request(within);
    await expect(tooLong).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it.each(["gzip", "deflate"])(
    "sends a body in the content coding %s, and leaves Accept-Encoding to the browser",
    async (coding) => {
      const { client, requests } = keeping(() => new Response(null, { status: 204 }));
      const form = { ...read, contentCoding: coding };
      const content = { contentType: "application/json", body: new TextEncoder().encode("[1]") };
      await prepareForm(client, form, "writeproperty").request({ ...within, content });
      const [request] = requests as [Request];
      expect(request.headers.get("content-encoding")).toBe(coding);
      expect(request.headers.get("accept-encoding")).toBeNull();
      expect(unzipSync(await request.arrayBuffer()).toString()).toBe("[1]");
    },
  );

  it("refuses a subscription beyond maxStreamsPerOrigin as not sent, and has a place again when one ends", async () => {
    await using peer = await new ScriptedPeer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    }).listen();
    await using client = httpClient({ limits: { maxStreamsPerOrigin: 1 } });
    const form = { href: peer.origin, subprotocol: "sse" };
    const subscribe = () => prepareForm(client, form, "subscribeevent").subscribe(within, recordingSink());
    const first = await subscribe();
    await expect(subscribe()).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    await first.stop();
    await (await subscribe()).stop();
    expect(peer.requests).toHaveLength(2);
  });

  it("fails what is in progress, and what comes later, when it is stopped", async () => {
    await using peer = await new ScriptedPeer(() => {}).listen();
    const client = httpClient();
    const prepared = prepareForm(client, { href: peer.origin }, "readproperty");
    const answer = prepared.request(within);
    await client.stop();
    await expect(answer).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await expect(prepared.request(within)).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("opens no WebSocket any more when it is stopped, and none for a Form that needs headers", async () => {
    const client = httpClient();
    const form = { href: "ws://127.0.0.1:9/lamp", subprotocol: "webthingprotocol" };
    const prepared = prepareForm(client, form, "readproperty");
    const bearer = tryForm(client, form, "readproperty", carrying("headers", { authorization: "Bearer x" }));
    expect(bearer).toEqual({ refused: "credentials cannot travel as headers from a web page" });
    const marked = { ...form, "htv:headers": [{ "htv:fieldName": "X-Mark", "htv:fieldValue": "1" }] };
    expect(tryForm(client, marked, "readproperty")).toMatchObject({ refused: expect.stringContaining("WebSocket") });
    await client.stop();
    await expect(prepared.request(within)).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("refuses a limit out of range", () => {
    expect(() => httpClient({ limits: { maxStreamsPerOrigin: 0 } })).toThrowError(/maxStreamsPerOrigin/);
  });
});
