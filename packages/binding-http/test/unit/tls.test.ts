import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { type HttpClientTlsOption, type HttpServerTls, httpClient, httpServer } from "@thingwright/binding-http";
import { Authority, type CertificateTerms, fakeHost, passphrase, testThing } from "@thingwright/contract-tests";
import { UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { prepareForm } from "../support/prepare-form.js";
import { RawConnection } from "../support/raw-exchange.js";

const authority = new Authority("the authority of these tests");
const stranger = new Authority("an authority that nobody trusts");
const own = authority.issue();
const within = { timeoutMs: 2_000 };
const day = 86_400_000;

async function serve(tls: HttpServerTls = own, http2 = true) {
  const server = httpServer({ port: 0, tls, http2 });
  const thing = testThing();
  await server.start(fakeHost(thing));
  const { href } = (await server.expose(thing)).properties.get("name")![0]!;
  const port = Number(new URL(href).port);
  return { server, thing, href, port, [Symbol.asyncDispose]: () => server.stop() };
}

/** One read by a client of its own: the body, or the error. */
async function ask(href: string, tls: HttpClientTlsOption): Promise<unknown> {
  await using client = httpClient({ tls });
  try {
    const { body } = await prepareForm(client, { href }, "readproperty").request(within);
    return Buffer.from(body).toString();
  } catch (error) {
    return error;
  }
}

/** A handshake alone: the socket, or the error. */
const handshake = (port: number, options: ConnectionOptions): Promise<TLSSocket | Error> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", ca: authority.cert, ...options });
    socket.once("secureConnect", () => resolve(socket)).on("error", resolve);
  });

const unreachable = expect.objectContaining({ code: "WOT_NETWORK", sent: false });

describe.each([true, false])("https (HTTP/2: %s)", (http2) => {
  it("serves a client that trusts the authority", async () => {
    await using served = await serve(own, http2);
    expect(served.href).toMatch(/^https:\/\/127\.0\.0\.1:\d+\//);
    expect(await ask(served.href, { ca: authority.cert })).toBe('"lamp"');
    expect(await ask(served.href, { ca: [stranger.cert, authority.cert] })).toBe('"lamp"');
  });

  it.each<[string, Authority, CertificateTerms]>([
    ["of an authority that is not trusted", stranger, {}],
    ["of another host", authority, { names: [["dns", "lamp.example"]] }],
    ["that names its host in the common name alone", authority, { commonName: "127.0.0.1", names: [] }],
    [
      "that has expired",
      authority,
      { notBefore: new Date(Date.now() - 2 * day), notAfter: new Date(Date.now() - day) },
    ],
    [
      "that is not valid yet",
      authority,
      { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 2 * day) },
    ],
  ])("is refused before anything is sent when its certificate is one %s", async (_, issuer, terms) => {
    await using served = await serve(issuer.issue(terms), http2);
    expect(await ask(served.href, { ca: authority.cert })).toEqual(unreachable);
    expect(await ask(served.href, {})).toEqual(unreachable);
    expect(served.thing.calls.of("readproperty", "name")).toEqual([]);
    expect(await ask(served.href, { allowUntrusted: true })).toBe('"lamp"');
  });

  it("is held to the name of the peer where it is not that of the address", async () => {
    await using served = await serve(authority.issue({ commonName: "serial-4711", names: [] }), http2);
    expect(await ask(served.href, { ca: authority.cert, peerName: "serial-4711" })).toBe('"lamp"');
    expect(await ask(served.href, { ca: authority.cert, peerName: "serial-4712" })).toEqual(unreachable);
    expect(await ask(served.href, { ca: stranger.cert, peerName: "serial-4711" })).toEqual(unreachable);
  });

  it("survives peers that do not speak TLS", async () => {
    await using served = await serve(own, http2);
    for (const bytes of ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\x16\x03\x01\xff\xff\x01"]) {
      await using raw = new RawConnection(served.port);
      raw.send(Buffer.from(bytes, "latin1")).socket.end();
      await raw.end();
    }
    expect(await ask(served.href, { ca: authority.cert })).toBe('"lamp"');
  });

  it("speaks no TLS before 1.2, and not that where 1.3 is asked for", async () => {
    await using served = await serve(own, http2);
    await using modern = await serve({ ...own, minVersion: "TLSv1.3" }, http2);
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const refused = { code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" };
    expect(await handshake(served.port, old)).toMatchObject(refused);
    expect(await handshake(modern.port, { maxVersion: "TLSv1.2" })).toMatchObject(refused);
    const socket = await handshake(served.port, { maxVersion: "TLSv1.2" });
    expect((socket as TLSSocket).getProtocol()).toBe("TLSv1.2");
    (socket as TLSSocket).destroy();
    expect(await ask(modern.href, { ca: authority.cert, minVersion: "TLSv1.3" })).toBe('"lamp"');
  });

  it("lets in clients with a certificate of the right authority, and nobody else", async () => {
    await using served = await serve({ ...own, clientCa: authority.cert }, http2);
    const [ada, eve] = [authority.issue({ commonName: "ada" }), stranger.issue({ commonName: "ada" })];
    const expired = authority.issue({ commonName: "ada", notAfter: new Date(Date.now() - day / 2) });
    expect(await ask(served.href, { ca: authority.cert, ...ada })).toBe('"lamp"');
    const { presented } = served.thing.calls.of("readproperty", "name")[0]!.request;
    for (const tls of [eve, expired, {}])
      expect(await ask(served.href, { ca: authority.cert, ...tls })).toMatchObject({ code: "WOT_NETWORK" });
    expect(served.thing.calls.of("readproperty", "name")).toHaveLength(1);
    expect(presented).toBeDefined();
  });

  it.each<[string, HttpServerTls["clientName"], CertificateTerms, string | undefined]>([
    ["the common name", undefined, { commonName: "ada", names: [["uri", "urn:x"]] }, "ada"],
    ["no name of several", undefined, { commonName: ["ada", "eve"] }, undefined],
    [
      "the first URI",
      "subjectAltName",
      {
        commonName: "ada",
        names: [
          ["dns", "a.example"],
          ["uri", "urn:dev:1"],
        ],
      },
      "urn:dev:1",
    ],
    [
      "else the DNS name",
      "subjectAltName",
      {
        names: [
          ["email", "a@b"],
          ["dns", "a.example"],
        ],
      },
      "a.example",
    ],
    ["a name with a comma as it is", "subjectAltName", { names: [["uri", "urn:x, DNS:eve"]] }, "urn:x, DNS:eve"],
    ["no name that is not there", "subjectAltName", { names: [] }, undefined],
  ])("presents %s of a client's certificate", async (_, clientName, terms, expected) => {
    const tls = { ...own, clientCa: authority.cert, ...(clientName && { clientName }) };
    await using served = await serve(tls, http2);
    await using client = httpClient({ tls: { ca: authority.cert, ...authority.issue(terms) } });
    await prepareForm(client, { href: served.href }, "readproperty").request(within);
    expect(served.thing.calls.of("readproperty", "name")[0]!.request.presented?.transportIdentity).toBe(expected);
  });

  it("lets in clients without a certificate, or with a foreign one, as nobody where it is optional", async () => {
    await using served = await serve({ ...own, clientCa: authority.cert, clientCertificate: "optional" }, http2);
    for (const tls of [{}, stranger.issue({ commonName: "ada" })]) {
      await using client = httpClient({ tls: { ca: authority.cert, ...tls } });
      await prepareForm(client, { href: served.href }, "readproperty").request(within);
      const call = served.thing.calls.of("readproperty", "name").at(-1)!;
      expect(call.request.presented?.transportIdentity).toBeUndefined();
    }
    await using client = httpClient({ tls: { ca: authority.cert, ...authority.issue({ commonName: "ada" }) } });
    await prepareForm(client, { href: served.href }, "readproperty").request(within);
    expect(served.thing.calls.of("readproperty", "name").at(-1)!.request.presented?.transportIdentity).toBe("ada");
  });

  it("opens encrypted keys with their passphrase, on both sides", async () => {
    await using served = await serve({ ...own, key: own.encryptedKey, passphrase, clientCa: authority.cert }, http2);
    const { cert, encryptedKey } = authority.issue();
    expect(await ask(served.href, { ca: authority.cert, cert, key: encryptedKey, passphrase })).toBe('"lamp"');
    const failure = await ask(served.href, { ca: authority.cert, cert, key: encryptedKey, passphrase: "wr0ng" });
    expect(failure).toMatchObject({ code: "WOT_ARGUMENT" });
    expect(String(failure)).not.toContain("wr0ng");
  });

  it("shows a certificate to the origin alone that it is for", async () => {
    await using one = await serve({ ...own, clientCa: authority.cert }, http2);
    await using other = await serve(
      { ...stranger.issue(), clientCa: authority.cert, clientCertificate: "optional" },
      http2,
    );
    const ada = authority.issue({ commonName: "ada" });
    const { origin } = new URL(one.href);
    const tls = { ca: stranger.cert, origins: { [origin]: { ca: authority.cert, ...ada } } };
    await using client = httpClient({ tls });
    await prepareForm(client, { href: one.href }, "readproperty").request(within);
    await prepareForm(client, { href: other.href }, "readproperty").request(within);
    const identityAt = ({ thing }: typeof one) =>
      thing.calls.of("readproperty", "name")[0]!.request.presented?.transportIdentity;
    expect([identityAt(one), identityAt(other)]).toEqual(["ada", undefined]);
  });

  it("asks for the client's certificates anew for each connection", async () => {
    await using served = await serve({ ...own, clientCa: authority.cert }, http2);
    let tls = { ca: authority.cert, ...stranger.issue() };
    await using client = httpClient({ tls: () => tls });
    const form = prepareForm(client, { href: served.href }, "readproperty");
    await expect(form.request(within)).rejects.toMatchObject({ code: "WOT_NETWORK" });
    tls = { ca: authority.cert, ...authority.issue() };
    expect((await form.request(within)).body.byteLength).toBeGreaterThan(0);
  });

  it("shows new certificates to new connections while it runs", async () => {
    await using served = await serve(own, http2);
    await using client = httpClient({ tls: { ca: authority.cert } });
    const form = prepareForm(client, { href: served.href }, "readproperty");
    await form.request(within);
    // undici has the connection back a moment after the answer.
    await new Promise(setImmediate);
    served.server.updateTls(stranger.issue());
    expect((await form.request(within)).body.byteLength).toBeGreaterThan(0);
    expect(await ask(served.href, { ca: authority.cert })).toEqual(unreachable);
    expect(await ask(served.href, { ca: stranger.cert })).toBe('"lamp"');
  });

  it("keeps its certificates when the new ones cannot be used", async () => {
    await using served = await serve(own, http2);
    for (const tls of [
      { ...own, key: stranger.issue().key },
      { ...own, cert: "" },
      { ...own, clientCa: authority.cert },
    ])
      expect(() => served.server.updateTls(tls)).toThrow(UsageError);
    expect(await ask(served.href, { ca: authority.cert })).toBe('"lamp"');
  });

  it("shows the certificate of the name that it is asked by", async () => {
    const named = authority.issue({ names: [["dns", "lamp.example"]] });
    const wild = authority.issue({ names: [["dns", "*.things.example"]] });
    await using served = await serve({ ...own, servers: { "lamp.example": named, "*.things.example": wild } }, http2);
    for (const servername of ["lamp.example", "LAMP.example", "door.things.example"]) {
      const socket = await handshake(served.port, { servername });
      expect(socket).toMatchObject({ authorized: true });
      (socket as TLSSocket).destroy();
    }
    for (const servername of ["other.example", "things.example", "__proto__"])
      expect(await handshake(served.port, { servername })).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });
});

describe("an HTTP server with TLS", () => {
  it.each<[string, HttpServerTls]>([
    ["a key of another certificate", { ...own, key: stranger.issue().key }],
    ["an encrypted key without a passphrase", { ...own, key: own.encryptedKey }],
    ["a wrong passphrase", { ...own, key: own.encryptedKey, passphrase: "wr0ng" }],
    ["no certificate", { ...own, cert: "" }],
    ["an unusable certificate for a name", { ...own, servers: { x: { key: own.key, cert: "" } } }],
  ])("does not start with %s", async (_, tls) => {
    const server = httpServer({ port: 0, tls });
    await expect(server.start(fakeHost(testThing()))).rejects.toBeInstanceOf(UsageError);
  });

  it("has no certificates to change without TLS, or before it has started", async () => {
    await using plain = httpServer({ port: 0 });
    expect(() => plain.updateTls(own)).toThrow(UsageError);
    await plain.start(fakeHost(testThing()));
    expect(() => plain.updateTls(own)).toThrow(UsageError);
  });
});

describe("an HTTP client with TLS", () => {
  it.each(["lamp.example", "http://lamp.example", "https://lamp.example/", "https://lamp.example/x"])(
    "is not made with certificates for %s, which is no https origin",
    (origin) => {
      expect(() => httpClient({ tls: { origins: { [origin]: {} } } })).toThrow(UsageError);
    },
  );
});
