import { Authority, describeTestThing, fakeHost, RemoteThing, testThing } from "@thingwright/contract-tests";
import type { Authentication, PresentedCredentials } from "@thingwright/contracts";
import { CredentialsError, UsageError } from "@thingwright/errors";
import { afterEach, describe, expect, it } from "vitest";
import {
  type CoapClientTls,
  type CoapServerOptions,
  type CoapServerTls,
  coapClient,
  coapServer,
} from "../../src/index.js";

const keys = new Map([
  ["lamp-7", Buffer.from("a shared secret!")],
  ["panel-3", Buffer.from("another secret!!")],
]);
const keyOf = (identity: string) => ({ identity, key: keys.get(identity)! });
const knowing: CoapServerTls = { psk: (identity) => keys.get(identity) };
const authority = new Authority("building authority");
const loopback = authority.issue();
const panel = authority.issue({ commonName: "panel-9" });

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one[Symbol.asyncDispose]()));
});

async function lamp(serverTls: CoapServerTls | undefined, clientTls: CoapClientTls = {}) {
  const thing = testThing({ slug: "lamp" });
  const seen: (string | undefined)[] = [];
  const property = thing.properties.get("count")!;
  const before = property.read!.bind(property);
  Object.assign(property, {
    read: (inbound: { presented: PresentedCredentials }) => {
      seen.push(inbound.presented.transportIdentity);
      return before(inbound as never);
    },
  });
  const server = coapServer({ over: "tcp", port: 0, ...(serverTls && { tls: serverTls }) });
  const client = coapClient({ tls: clientTls });
  opened.push(client, server);
  await server.start(fakeHost(thing));
  const forms = await server.expose(thing);
  const remote = new RemoteThing(describeTestThing(thing, forms, server.manifest.prefixes), client, 3000);
  const [form] = remote.forms("readproperty", "count");
  const read = async (authentication?: Authentication) => {
    const carriers = Object.keys(authentication ?? {}) as (keyof Authentication)[];
    const authenticator = authentication && { carriers, authenticate: () => authentication };
    const prepared = remote.prepareForm(form!, "readproperty", "count", authenticator);
    if (!("request" in prepared)) throw new Error(JSON.stringify(prepared));
    return prepared.request({ timeoutMs: 3000 });
  };
  return { server, read, seen, form: form! };
}

describe("CoAP over TCP", () => {
  it("stands in the Forms of its server, and is read", async () => {
    const { read, form, server } = await lamp(undefined);
    expect(form.href).toMatch(/^coap\+tcp:\/\/127\.0\.0\.1:\d+\/lamp\/properties\/count$/);
    expect(server.manifest.schemes).toContain("coap+tcp");
    expect(await read()).toMatchObject({ contentType: "application/json" });
  });

  it("over TLS stands in Forms as coaps+tcp, each identity on a connection of its own", async () => {
    const { read, form, seen } = await lamp(knowing);
    expect(form.href).toMatch(/^coaps\+tcp:\/\//);
    await read({ psk: keyOf("lamp-7") });
    await read({ psk: keyOf("panel-3") });
    await read({ psk: keyOf("lamp-7") });
    expect(seen).toEqual(["lamp-7", "panel-3", "lamp-7"]);
  });

  it("fails as credentials that are refused when the identity is not known", async () => {
    const { read } = await lamp(knowing);
    const reading = read({ psk: { identity: "nobody", key: keys.get("lamp-7")! } });
    await expect(reading).rejects.toThrow(CredentialsError);
    await expect(reading).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("shows and checks certificates", async () => {
    const own: CoapServerTls = { cert: loopback.cert, key: loopback.key, clientCa: authority.cert };
    const { read, seen } = await lamp(own, { ca: authority.cert, cert: panel.cert, key: panel.key });
    await read();
    expect(seen).toEqual(["panel-9"]);
    const stranger = await lamp(own, { cert: panel.cert, key: panel.key });
    await expect(stranger.read()).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });

  it("takes what counts for one peer by its origin", async () => {
    const { read, form } = await lamp(knowing);
    await expect(read()).rejects.toThrow();
    const origin = /^coaps\+tcp:\/\/[^/]+/.exec(form.href)![0];
    expect(() => coapClient({ tls: { origins: { [origin]: { psk: keyOf("lamp-7") } } } })).not.toThrow();
    expect(() => coapClient({ tls: { origins: { "coap+tcp://127.0.0.1:5683": {} } } })).toThrow(UsageError);
    expect(() => coapClient({ tls: { origins: { [origin]: { cert: panel.cert } } } })).toThrow(/without its key/);
    expect(() => coapClient({ tls: { cert: panel.cert } })).toThrow(/without its key/);
  });

  it("has no place for a key without TLS", async () => {
    const { read } = await lamp(undefined);
    await expect(read({ psk: keyOf("lamp-7") })).rejects.toThrow(/no place for credentials/);
  });

  it.each<[string, CoapServerOptions]>([
    ["groups", { groups: "all-nodes" }],
    ["a certificate without its key", { tls: { cert: loopback.cert } }],
    ["no credentials at all", { tls: {} }],
    ["cipher suites of DTLS", { tls: { ...knowing, cipherSuites: ["TLS_PSK_WITH_AES_128_CCM_8"] } }],
  ])("refuses %s", (_what, options) => {
    expect(() => coapServer({ over: "tcp", port: 0, ...options })).toThrow(UsageError);
  });
});
