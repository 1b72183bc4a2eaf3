import type { IncomingMessage } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import type { ClientAuthenticator } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { Redirects } from "../../../src/client/redirects.js";
import { prepareForm } from "../../support/prepare-form.js";
import { ScriptedPeer } from "../../support/scripted-peer.js";

const within = { timeoutMs: 2_000 };
const content = { contentType: "text/plain", body: new TextEncoder().encode("hi") };
const textOf = ({ body }: { readonly body: Uint8Array }): string => new TextDecoder().decode(body);

/** A peer that redirects `/from` to `location`, and answers elsewhere with method and body. */
const redirecting = (status: number, location: string | undefined): ScriptedPeer =>
  new ScriptedPeer((message, response) => {
    if (message.url === "/from") {
      response.writeHead(status, location === undefined ? {} : { location }).end("over there");
      return;
    }
    let body = "";
    message.on("data", (chunk) => {
      body += chunk;
    });
    message.on("end", () => response.writeHead(200, { "content-type": "text/plain" }).end(`${message.method} ${body}`));
  });

const headersOf = (requests: readonly IncomingMessage[]) => requests.map(({ headers }) => headers);

describe("Redirects", () => {
  it.each([
    [301, "readproperty", "GET "],
    [302, "readproperty", "GET "],
    [303, "readproperty", "GET "],
    [307, "readproperty", "GET "],
    [308, "readproperty", "GET "],
    [301, "writeproperty", "PUT hi"],
    [302, "writeproperty", "PUT hi"],
    [303, "writeproperty", "GET "],
    [307, "writeproperty", "PUT hi"],
    [308, "writeproperty", "PUT hi"],
    [301, "invokeaction", "POST hi"],
    [302, "invokeaction", "POST hi"],
    [303, "invokeaction", "GET "],
    [307, "invokeaction", "POST hi"],
    [308, "invokeaction", "POST hi"],
  ] as const)("of %i make of %s a request that is %j", async (status, operation, sent) => {
    await using peer = await redirecting(status, "/to?x=1").listen();
    await using client = httpClient();
    const prepared = prepareForm(client, { href: `${peer.origin}/from` }, operation);
    const reply = await prepared.request(operation === "readproperty" ? within : { ...within, content });
    expect(textOf(reply)).toBe(sent);
    expect(peer.requests[1]?.url).toBe("/to?x=1");
    if (sent === "GET ") expect(peer.requests[1]?.headers).not.toHaveProperty("content-type");
  });

  it("authenticate each request anew", async () => {
    await using peer = await redirecting(307, "/to").listen();
    await using client = httpClient();
    let count = 0;
    const authenticator: ClientAuthenticator = {
      carriers: ["headers"],
      authenticate: () => ({ headers: { authorization: `t${++count}` } }),
    };
    await prepareForm(client, { href: `${peer.origin}/from` }, "readproperty", authenticator).request(within);
    expect(headersOf(peer.requests).map(({ authorization }) => authorization)).toEqual(["t1", "t2"]);
  });

  it("never lead to another origin unless the client may leave it", async () => {
    await using other = await redirecting(307, "/to").listen();
    await using peer = await redirecting(302, `${other.origin}/to`).listen();
    await using client = httpClient();
    const failed = prepareForm(client, { href: `${peer.origin}/from` }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_REMOTE", status: "302" });
    expect(other.requests).toEqual([]);
  });

  it("take nothing that could be a secret to another origin", async () => {
    await using other = await redirecting(307, "/to").listen();
    await using peer = await redirecting(302, `${other.origin}/to`).listen();
    await using client = httpClient({ crossOriginRedirects: true });
    const form = {
      href: `${peer.origin}/from`,
      contentType: "text/plain",
      "htv:headers": [{ "htv:fieldName": "X-Key", "htv:fieldValue": "secret" }],
    };
    expect(textOf(await prepareForm(client, form, "readproperty").request(within))).toBe("GET ");
    expect(peer.requests[0]?.headers).toHaveProperty("x-key", "secret");
    expect(other.requests[0]?.headers).not.toHaveProperty("x-key");
    expect(other.requests[0]?.headers.accept).toBe("text/plain");
  });

  it("never lead a write, or a request with credentials, to another origin", async () => {
    await using other = await redirecting(307, "/to").listen();
    await using peer = await redirecting(307, `${other.origin}/to`).listen();
    await using client = httpClient({ crossOriginRedirects: true });
    const authenticator: ClientAuthenticator = { carriers: [], authenticate: () => ({}) };
    const href = `${peer.origin}/from`;
    const refused = { code: "WOT_REMOTE", status: "307" };
    const write = prepareForm(client, { href }, "writeproperty").request({ ...within, content });
    await expect(write).rejects.toMatchObject(refused);
    const read = prepareForm(client, { href }, "readproperty", authenticator).request(within);
    await expect(read).rejects.toMatchObject(refused);
    expect(other.requests).toEqual([]);
  });

  it.each([undefined, "", "http://[", "ftp://h/x", "http://user:pass@h/x"])(
    "without a usable Location are a fault of the device: %s",
    async (location) => {
      await using peer = await redirecting(302, location).listen();
      await using client = httpClient({ crossOriginRedirects: true });
      const failed = prepareForm(client, { href: `${peer.origin}/from` }, "readproperty").request(within);
      await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL", section: "RFC 9110 §15.4" });
    },
  );

  it("in a circle end at once, and others after maxRedirects", async () => {
    let more = "";
    await using peer = await new ScriptedPeer(({ url }, response) => {
      response.writeHead(302, { location: `${url}${more}` }).end();
    }).listen();
    await using client = httpClient({ limits: { maxRedirects: 3 } });
    const read = prepareForm(client, { href: `${peer.origin}/a` }, "readproperty");
    await expect(read.request(within)).rejects.toThrow(/in a circle/);
    more = "a";
    await expect(read.request(within)).rejects.toThrow(/more than 3 times/);
    expect(peer.requests).toHaveLength(1 + 4);
  });

  it("never lead from https to http", () => {
    const redirects = new Redirects("https://h", { maxRedirects: 5, mayLeaveOrigin: true });
    const reply = { status: 302, body: new Uint8Array(0), header: () => "http://other/x", headers: () => [] };
    const request = { origin: "https://h", path: "/x", method: "GET" };
    expect(() => redirects.follow(reply, request)).toThrowError(expect.objectContaining({ code: "WOT_REMOTE" }));
  });

  it("are no answer when they are 304 or 300", async () => {
    await using peer = await new ScriptedPeer(({ url }, response) =>
      response.writeHead(Number(url?.slice(1)), { location: "/x" }).end(),
    ).listen();
    await using client = httpClient();
    const read = (path: string) => prepareForm(client, { href: peer.origin + path }, "readproperty").request(within);
    await expect(read("/304")).rejects.toMatchObject({ code: "WOT_PROTOCOL", section: "RFC 9110 §15.4.5" });
    await expect(read("/300")).rejects.toMatchObject({ code: "WOT_REMOTE", status: "300" });
  });
});
