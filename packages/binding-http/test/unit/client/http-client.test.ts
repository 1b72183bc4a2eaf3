import { httpClient } from "@thingwright/binding-http";
import type { ClientAuthenticator } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { prepareForm, tryForm } from "../../support/prepare-form.js";
import { ScriptedPeer } from "../../support/scripted-peer.js";
import { freePort } from "../../support/served-thing.js";

const within = { timeoutMs: 2_000 };
const text = (body: Uint8Array): string => Buffer.from(body).toString();

describe("httpClient", () => {
  it("sends the method, the headers and the Accept of the Form", async () => {
    await using peer = await new ScriptedPeer((_, response) => response.end()).listen();
    await using client = httpClient();
    const form = {
      href: `${peer.origin}/p?x=1`,
      contentType: "text/plain",
      "htv:methodName": "POST",
      "htv:headers": [{ "htv:fieldName": "X-Key", "htv:fieldValue": "v" }, { "htv:fieldName": "X-Other" }],
    };
    const content = { contentType: "text/plain", body: Buffer.from("hi") };
    await prepareForm(client, form, "writeproperty").request({ ...within, content });
    const [{ method, url, headers }] = peer.requests as [(typeof peer.requests)[0]];
    expect([method, url]).toEqual(["POST", "/p?x=1"]);
    expect(headers).toMatchObject({
      accept: "text/plain",
      "x-key": "v",
      "content-type": "text/plain",
      "content-length": "2",
    });
  });

  it("takes the Form's content type when the peer names none", async () => {
    await using peer = await new ScriptedPeer((_, response) => response.end("1")).listen();
    await using client = httpClient();
    const reply = await prepareForm(client, { href: peer.origin }, "readproperty").request(within);
    expect([reply.contentType, text(reply.body)]).toEqual(["application/json", "1"]);
  });

  it("joins a body that comes in pieces", async () => {
    await using peer = await new ScriptedPeer((_, response) => {
      response.write("[1,");
      setImmediate(() => response.end("2]"));
    }).listen();
    await using client = httpClient();
    expect(text((await prepareForm(client, { href: peer.origin }, "readproperty").request(within)).body)).toBe("[1,2]");
  });

  it("makes a refusal a RemoteError with its problem details (RFC 9457)", async () => {
    await using peer = await new ScriptedPeer((_, response) => {
      response.writeHead(422, { "content-type": "application/problem+json; charset=utf-8" });
      response.end(JSON.stringify({ title: 7, detail: "too hot", limit: 30 }));
    }).listen();
    await using client = httpClient();
    await expect(prepareForm(client, { href: peer.origin }, "readproperty").request(within)).rejects.toMatchObject({
      code: "WOT_REMOTE",
      status: "422",
      message: expect.stringContaining("too hot"),
      problem: { detail: "too hot", limit: 30 },
    });
  });

  it.each(["[", "[]", "null", '"x"', `${"[".repeat(60_000)}`])("survives problem details like %.9s", async (body) => {
    await using peer = await new ScriptedPeer((_, response) => {
      response.writeHead(500, { "content-type": "application/problem+json" });
      response.end(body);
    }).listen();
    await using client = httpClient();
    const failed = prepareForm(client, { href: peer.origin }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_REMOTE", problem: undefined });
  });

  it.each(["declared", "chunked"])("refuses a %s response over maxBodyBytes", async (kind) => {
    await using peer = await new ScriptedPeer((_, response) => {
      if (kind === "declared") response.setHeader("content-length", 5_000);
      for (let i = 0; i < 5; i++) response.write("x".repeat(1_000));
    }).listen();
    await using client = httpClient({ limits: { maxBodyBytes: 1_999 } });
    const failed = prepareForm(client, { href: peer.origin }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL", message: expect.stringContaining("1999") });
  });

  it("refuses a content coding that it did not ask for", async () => {
    await using peer = await new ScriptedPeer((_, response) =>
      response.writeHead(200, { "content-encoding": "br" }).end("x"),
    ).listen();
    await using client = httpClient();
    const failed = prepareForm(client, { href: peer.origin }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("repeats a GET once when its connection is cut without an answer, and a write never", async () => {
    await using peer = await new ScriptedPeer((message, response, count) => {
      if (count % 2 === 1) message.socket.destroy();
      else response.end("1");
    }).listen();
    await using client = httpClient();
    const read = prepareForm(client, { href: peer.origin }, "readproperty");
    expect(text((await read.request(within)).body)).toBe("1");
    const write = prepareForm(client, { href: peer.origin }, "writeproperty");
    await expect(write.request(within)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
    expect(peer.requests.map(({ method }) => method)).toEqual(["GET", "GET", "PUT"]);
  });

  it("says that nothing was sent when nobody listens", async () => {
    await using client = httpClient();
    const form = { href: `http://127.0.0.1:${await freePort()}/` };
    const failed = prepareForm(client, form, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("takes what is no HTTP for a ProtocolError", async () => {
    await using peer = await new ScriptedPeer((message) => message.socket.end("SSH-2.0-OpenSSH\r\n")).listen();
    await using client = httpClient();
    const failed = prepareForm(client, { href: peer.origin }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("ends what is in progress with AbortError when it is stopped, and anything later", async () => {
    await using peer = await new ScriptedPeer(() => {}).listen();
    const client = httpClient();
    const prepared = prepareForm(client, { href: peer.origin }, "readproperty");
    const hung = expect(prepared.request(within)).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await client.stop();
    await hung;
    await expect(prepared.request(within)).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("keeps connections to no more than maxOrigins", async () => {
    await using client = httpClient({ limits: { maxOrigins: 1 } });
    await using first = await new ScriptedPeer((_, response) => response.end("1")).listen();
    await using second = await new ScriptedPeer((_, response) => response.end("2")).listen();
    for (const peer of [first, second, first]) {
      expect((await prepareForm(client, { href: peer.origin }, "readproperty").request(within)).body).toHaveLength(1);
    }
  });

  it("brings credentials by each carrier, and in the place of what the address had", async () => {
    await using peer = await new ScriptedPeer((message, response) => message.pipe(response)).listen();
    await using client = httpClient();
    const authenticator: ClientAuthenticator = {
      carriers: ["headers", "query", "cookies", "uriVariables", "body"],
      authenticate: () => ({
        headers: { authorization: "Basic x" },
        query: { "api key": "k&y" },
        cookies: { session: "s;1" },
        uriVariables: { tenant: "t/1" },
        body: { "/auth/key": "b" },
      }),
    };
    const form = { href: `${peer.origin}/{tenant}/p?api%20key=old&z=1` };
    const content = { contentType: "application/json", body: Buffer.from('{"v":1}') };
    const reply = await prepareForm(client, form, "writeproperty", authenticator).request({ ...within, content });
    expect(peer.requests[0]?.url).toBe("/t%2F1/p?z=1&api%20key=k%26y");
    expect(peer.requests[0]?.headers).toMatchObject({ authorization: "Basic x", cookie: "session=s%3B1" });
    expect(JSON.parse(text(reply.body))).toEqual({ v: 1, auth: { key: "b" } });
  });

  it("refuses credentials with a line end before anything is sent", async () => {
    await using peer = await new ScriptedPeer((_, response) => response.end()).listen();
    await using client = httpClient();
    const authenticator: ClientAuthenticator = {
      carriers: ["headers"],
      authenticate: () => ({ headers: { authorization: "secret\r\nx: y" } }),
    };
    const failed = prepareForm(client, { href: peer.origin }, "readproperty", authenticator).request(within);
    await expect(failed).rejects.toMatchObject({
      code: "WOT_ARGUMENT",
      message: expect.not.stringContaining("secret"),
    });
    expect(peer.requests).toEqual([]);
  });

  it("gives up an authenticator that takes too long", async () => {
    await using client = httpClient();
    const authenticator: ClientAuthenticator = { carriers: ["headers"], authenticate: () => new Promise(() => {}) };
    const prepared = prepareForm(client, { href: "http://127.0.0.1:9/" }, "readproperty", authenticator);
    await expect(prepared.request({ timeoutMs: 10 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it.each([
    [{ href: "coap://h/" }, "readproperty"],
    [{ href: "http://{host}/" }, "readproperty"],
    [{ href: "http://h{+path}" }, "readproperty"],
    [{ href: "http://h{x}/" }, "readproperty"],
    [{ href: "http://user:pass@h/" }, "readproperty"],
    [{ href: "http://h:99999/" }, "readproperty"],
    [{ href: "/relative" }, "readproperty"],
    [{ href: "http://h/", subprotocol: "websub" }, "subscribeevent"],
    [{ href: "http://h/", "htv:methodName": "CONNECT" }, "readproperty"],
    [{ href: "http://h/", "htv:headers": [{ "htv:fieldName": "Host", "htv:fieldValue": "x" }] }, "readproperty"],
    [{ href: "http://h/", "htv:headers": { Authorization: "Bearer x" } }, "readproperty"],
    [{ href: "http://h/", "htv:headers": [{ "htv:fieldName": "cookie", "htv:fieldValue": "a=b" }] }, "readproperty"],
    [{ href: "http://h/", contentCoding: "zstd" }, "readproperty"],
    [{ href: "http://h/", "htv:headers": [{ "htv:fieldName": "a b" }] }, "readproperty"],
    [{ href: "http://h/", "htv:headers": [{ "htv:fieldName": "a", "htv:fieldValue": "b\r\nc: d" }] }, "readproperty"],
    [{ href: "http://h/", "htv:headers": [null] }, "readproperty"],
    [{ href: "http://h/" }, "unobserveproperty"],
  ] as const)("refuses the Form %j for %s and says why", (form, operation) => {
    expect(tryForm(httpClient(), form, operation)).toEqual({ refused: expect.stringMatching(/\w+ \w+/) });
  });

  it("refuses carriers that HTTP does not have", () => {
    const authenticator: ClientAuthenticator = { carriers: ["psk"], authenticate: () => ({}) };
    expect(tryForm(httpClient(), { href: "http://h/" }, "readproperty", authenticator)).toHaveProperty("refused");
  });

  it("puts variables into path and query", async () => {
    await using peer = await new ScriptedPeer((_, response) => response.end()).listen();
    await using client = httpClient();
    const prepared = prepareForm(client, { href: `${peer.origin}{/a}{?b,c}` }, "readproperty");
    await prepared.request({ ...within, variables: { a: "x/y", b: [1, 2] } });
    await prepared.request({ ...within, variables: {} });
    expect(peer.requests.map(({ url }) => url)).toEqual(["/x%2Fy?b=1,2", "/"]);
  });

  it("cannot be told to request what is a subscription, or the other way round", async () => {
    await using client = httpClient();
    const sink = { next() {}, interrupted() {}, resumed() {}, error() {}, complete() {} };
    const subscribe = prepareForm(client, { href: "http://127.0.0.1:9/" }, "subscribeevent");
    await expect(subscribe.request(within)).rejects.toMatchObject({ code: "WOT_STATE" });
    const read = prepareForm(client, { href: "http://127.0.0.1:9/" }, "readproperty");
    await expect(read.subscribe(within, sink)).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it.each([{ maxOrigins: 0 }, { maxBodyBytes: 1.5 }, { maxRedirects: -1 }])("refuses the limits %j", (limits) => {
    expect(() => httpClient({ limits })).toThrowError(expect.objectContaining({ code: "WOT_RANGE" }));
  });
});
