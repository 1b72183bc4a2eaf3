import { createPublicKey } from "node:crypto";
import { Authority, describeTestThing, fakeHost, RemoteThing, testThing } from "@thingwright/contract-tests";
import type { Authentication, PreparedForm, PresentedCredentials } from "@thingwright/contracts";
import { CredentialsError, UsageError, WotError } from "@thingwright/errors";
import { afterEach, describe, expect, it } from "vitest";
import { type CoapClientTls, type CoapServerTls, coapClient, coapServer } from "../../src/index.js";

const key = Buffer.from("a shared secret!");
const keys = new Map([
  ["lamp-7", key],
  ["panel-3", Buffer.from("another secret!!")],
]);
const psk = { identity: "lamp-7", key };
const authority = new Authority("building authority");
const loopback = authority.issue();

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one[Symbol.asyncDispose]()));
});

async function lamp(serverTls: CoapServerTls, clientTls: CoapClientTls) {
  const thing = testThing({ slug: "lamp" });
  const server = coapServer({ port: 0, tls: serverTls });
  const client = coapClient({ tls: { limits: { handshakeTimeoutMs: 2000, retransmitMs: 50 }, ...clientTls } });
  opened.push(client, server);
  await server.start(fakeHost(thing));
  const forms = await server.expose(thing);
  const remote = new RemoteThing(describeTestThing(thing, forms, server.manifest.prefixes), client, 3000);
  const [form] = remote.forms("readproperty", "count");
  const read = (authentication?: Authentication) => {
    const carriers = Object.keys(authentication ?? {}) as (keyof Authentication)[];
    const authenticator = authentication && { carriers, authenticate: () => authentication };
    const prepared = remote.prepareForm(form!, "readproperty", "count", authenticator) as PreparedForm;
    return prepared.request({ timeoutMs: 3000 });
  };
  return { thing, server, client, remote, read, form: form! };
}

const knowing: CoapServerTls = { psk: (identity) => keys.get(identity) };

describe("coaps", () => {
  it("stands in the Forms of a server with tls, and is read with a key of the options", async () => {
    const { read, form } = await lamp(knowing, { psk });
    expect(form.href).toMatch(/^coaps:\/\/127\.0\.0\.1:\d+\/lamp\/properties\/count$/);
    expect(await read()).toMatchObject({ contentType: "application/json" });
  });

  it("is spoken with the key of a Thing's credentials, each identity in a session of its own", async () => {
    const { thing, read } = await lamp(knowing, {});
    const seen: (string | undefined)[] = [];
    const property = thing.properties.get("count")!;
    const before = property.read!.bind(property);
    Object.assign(property, {
      read: (inbound: { presented: PresentedCredentials }) => {
        seen.push(inbound.presented.transportIdentity, inbound.presented.peer);
        return before(inbound as never);
      },
    });
    await read({ psk });
    await read({ psk: { identity: "panel-3", key: keys.get("panel-3")! } });
    await read({ psk });
    expect(seen).toEqual(["lamp-7", "127.0.0.1", "panel-3", "127.0.0.1", "lamp-7", "127.0.0.1"]);
  });

  it("fails as credentials that are refused when the identity is not known", async () => {
    const { read } = await lamp(knowing, {});
    const reading = read({ psk: { identity: "nobody", key } });
    await expect(reading).rejects.toThrow(CredentialsError);
    await expect(reading).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("is spoken by certificates both ways", async () => {
    const { cert, key } = loopback;
    const panel = authority.issue({ commonName: "panel-3" });
    const { read } = await lamp({ cert, key, clientCa: authority.cert }, { ca: authority.cert });
    expect(await read({ certificate: panel })).toMatchObject({ contentType: "application/json" });
    await expect(read()).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });

  it("is not spoken with a server whose certificate nobody vouches for, unless that is asked for by name", async () => {
    const { cert, key } = loopback;
    const strict = await lamp({ cert, key }, {});
    await expect(strict.read()).rejects.toMatchObject({ code: "WOT_NETWORK" });
    const lenient = await lamp({ cert, key }, { allowUntrusted: true });
    expect(await lenient.read()).toMatchObject({ contentType: "application/json" });
  });

  it("has a place for keys and certificates, which plain CoAP has not", async () => {
    const { client, form, remote } = await lamp(knowing, { psk });
    const plain = { ...form, href: "coap://127.0.0.1/x", form: { ...form.form, href: "coap://127.0.0.1/x" } };
    expect(client.carriersOf!(form)).toContain("psk");
    expect(client.carriersOf!(plain)).not.toContain("psk");
    const authenticator = { carriers: ["psk"] as const, authenticate: () => ({ psk }) };
    expect(remote.prepareForm(plain, "readproperty", "count", authenticator)).toEqual({
      refused: "CoAP has no place for credentials as psk over coap:, only over coaps:",
    });
  });

  it("uses a key or a certificate, not both", async () => {
    const { read } = await lamp(knowing, {});
    const both = { psk, certificate: authority.issue() };
    await expect(read(both)).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });
});

describe("coaps by raw public keys (RFC 7250)", () => {
  const panel = authority.issue();
  const publicKeyOf = ({ key: pem }: { key: string }) =>
    createPublicKey(pem).export({ type: "spki", format: "pem" }) as string;
  const publicKeys = { lamp: publicKeyOf(loopback) };
  const clientKeys = { "panel-3": publicKeyOf(panel) };

  it("proves the server to the client", async () => {
    const { read } = await lamp({ key: loopback.key }, { publicKeys });
    expect(await read()).toMatchObject({ contentType: "application/json" });
  });

  it("proves both sides, and tells the Thing who asks", async () => {
    const { read, thing } = await lamp({ key: loopback.key, clientKeys }, { publicKeys, key: panel.key });
    await read();
    const [call] = thing.calls.of("readproperty", "count");
    expect(call?.request.presented?.transportIdentity).toBe("panel-3");
  });

  it("is not spoken with a server or a client of another key", async () => {
    const other = { other: publicKeyOf(authority.issue()) };
    const wrongServer = await lamp({ key: loopback.key }, { publicKeys: other });
    await expect(wrongServer.read()).rejects.toMatchObject({ code: "WOT_NETWORK" });
    const wrongClient = await lamp({ key: loopback.key, clientKeys: other }, { publicKeys, key: panel.key });
    await expect(wrongClient.read()).rejects.toBeInstanceOf(WotError);
  });

  it.each<[CoapClientTls]>([[{ publicKeys }], [{ key: panel.key }]])(
    "is of DTLS: TLS refuses %#",
    async (clientTls) => {
      const { remote, form, client } = await lamp({ key: loopback.key }, clientTls);
      const href = "coaps+tcp://127.0.0.1:1/x";
      const tcp = remote
        .by(client)
        .prepareForm({ ...form, href, form: { ...form.form, href } }, "readproperty", "count");
      const reading = (tcp as PreparedForm).request({ timeoutMs: 1000 });
      await expect(reading).rejects.toMatchObject({ family: "UsageError", code: "WOT_ARGUMENT" });
    },
  );

  it.each<[CoapServerTls]>([[{ key: loopback.key }], [{ ...knowing, clientKeys }]])(
    "makes no server over TCP (%#)",
    (tls) => {
      expect(() => coapServer({ over: "tcp", port: 0, tls })).toThrow(UsageError);
    },
  );
});

describe("options of coaps", () => {
  it.each([{ tls: {} }, { tls: { cert: loopback.cert } }, { tls: knowing, baseUrl: "coap://lamp.example" }])(
    "that make no server are refused (%#)",
    (options) => {
      expect(() => coapServer(options)).toThrow(UsageError);
    },
  );

  it.each(["coaps://lamp", "https://lamp:5684", "coaps://lamp:5684/x"])("know no peer %s", (origin) => {
    expect(() => coapClient({ tls: { origins: { [origin]: {} } } })).toThrow(UsageError);
  });

  it("can differ from peer to peer", async () => {
    const first = await lamp(knowing, {});
    const origin = first.server.addresses()[0]!;
    const client = coapClient({ tls: { ca: authority.cert, origins: { [origin]: { psk } } } });
    opened.push(client);
    const reply = await first.remote.by(client).request("readproperty", "count", {});
    expect(reply).toMatchObject({ contentType: "application/json" });
  });
});
