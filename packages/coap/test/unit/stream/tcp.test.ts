import { connect, createServer, type Socket } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { Authority } from "@thingwright/contract-tests";
import { afterEach, describe, expect, it } from "vitest";
import {
  type CoapClient,
  type CoapClientResponse,
  type CoapServer,
  Code,
  coapClient,
  coapServer,
  type TcpClientTls,
  type TcpServerTls,
  tcpClient,
  tcpServer,
} from "../../../src/index.js";
import { text } from "../../lab/raw-peer.js";

const key = Buffer.from("a shared secret!");
const authority = new Authority("building authority");
const stranger = new Authority("another authority");
const lamp = authority.issue({ commonName: "lamp" });
const panel = authority.issue({ commonName: "panel-3" });

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

async function serve(tls?: TcpServerTls): Promise<{ server: CoapServer; port: number; url: string }> {
  const server = coapServer({
    transport: tcpServer({ port: 0, address: "127.0.0.1", ...(tls && { tls }) }),
    handler: ({ payload, transportIdentity }) => ({
      code: Code.Content,
      payload: payload.length > 0 ? payload : `hello ${transportIdentity ?? "stranger"}`,
    }),
  });
  open.push(server);
  const { port } = await server.listen();
  return { server, port, url: `coap${tls === undefined ? "" : "s"}+tcp://127.0.0.1:${port}/` };
}

function clientOf(tls?: TcpClientTls): CoapClient {
  const client = coapClient({ transport: tcpClient(tls === undefined ? {} : { tls }) });
  open.push(client);
  return client;
}

async function ask(url: string, tls?: TcpClientTls): Promise<string> {
  const answer: CoapClientResponse = await clientOf(tls).request({ url });
  return text(answer.payload);
}

describe("CoAP over TCP", () => {
  it("goes over sockets, with bodies of any size", async () => {
    const { url } = await serve();
    const client = clientOf();
    expect(text((await client.request({ url })).payload)).toBe("hello stranger");
    const body = Buffer.alloc(900_000, "0123456789");
    const { payload } = await client.request({ url, method: Code.POST, payload: body });
    expect(Buffer.compare(payload, body)).toBe(0);
  });

  it("says that nothing was sent where nobody listens, and that an address is taken", async () => {
    const { server, port, url } = await serve();
    const other = coapServer({ transport: tcpServer({ port, address: "127.0.0.1" }), handler: () => ({ code: 69 }) });
    await expect(other.listen()).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
    await server.close();
    await expect(ask(url)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("fails what is open when the server goes, and ends with a peer that closes nothing", async () => {
    const server = coapServer({
      transport: tcpServer({ port: 0, address: "127.0.0.1" }),
      handler: () => new Promise(() => undefined),
    });
    const { port } = await server.listen();
    const rude = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    await new Promise((resolve) => rude.once("data", resolve));
    const answer = clientOf().request({ url: `coap+tcp://127.0.0.1:${port}/` });
    const failed = expect(answer).rejects.toMatchObject({ code: "WOT_NETWORK" });
    rude.write(Buffer.from("00e1", "hex"));
    await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    await failed;
    rude.destroy();
  });

  it("ends with an Abort for what is no CoAP", async () => {
    const { port } = await serve();
    const received = await new Promise<string>((resolve) => {
      const socket = connect({ port, host: "127.0.0.1" });
      const chunks: Buffer[] = [];
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
      socket.write("GET / HTTP/1.1\r\n\r\n");
    });
    expect(received).toMatch(/message format error|no Capabilities and Settings|Max-Message-Size/);
  });
});

describe("CoAP over TLS", () => {
  it("knows a client by the identity of its key", async () => {
    const { url } = await serve({ psk: (identity) => (identity === "panel-3" ? key : undefined) });
    expect(await ask(url, { psk: { identity: "panel-3", key } })).toBe("hello panel-3");
  });

  it.each([
    ["an identity that is not known", { identity: "nobody", key }],
    ["a key that is another one", { identity: "panel-3", key: Buffer.from("another secret!!") }],
  ])("refuses %s", async (_what, psk) => {
    const { url } = await serve({ psk: (identity) => (identity === "panel-3" ? key : undefined) });
    await expect(ask(url, { psk })).rejects.toMatchObject({
      code: "WOT_CREDENTIALS_REFUSED",
    });
  });

  it("takes a look-up that throws, or gives a promise, for one that finds nothing", async () => {
    for (const psk of [
      () => {
        throw new Error("the store is broken");
      },
      (async () => key) as unknown as (identity: string) => Uint8Array,
    ]) {
      const { url } = await serve({ psk });
      await expect(ask(url, { psk: { identity: "panel-3", key } })).rejects.toThrow();
    }
  });

  it("checks the server's certificate, and knows a client by the name in its own", async () => {
    const { url } = await serve({ identity: lamp, clientCa: authority.cert });
    expect(await ask(url, { ca: authority.cert, identity: panel })).toBe("hello panel-3");
    await expect(ask(url, { ca: stranger.cert, identity: panel })).rejects.toMatchObject({ code: "WOT_NETWORK" });
    await expect(ask(url, { ca: authority.cert, identity: panel, serverName: "other.example" })).rejects.toMatchObject({
      code: "WOT_NETWORK",
    });
    expect(await ask(url, { allowUntrusted: true, identity: panel })).toBe("hello panel-3");
  });

  it("refuses a client without a certificate, or with one of a stranger", async () => {
    const { url } = await serve({ identity: lamp, clientCa: authority.cert });
    for (const tls of [{ ca: authority.cert }, { ca: authority.cert, identity: stranger.issue() }])
      await expect(ask(url, tls)).rejects.toThrow();
    const lenient = await serve({ identity: lamp, clientCa: authority.cert, clientCertificate: "optional" });
    expect(await ask(lenient.url, { ca: authority.cert })).toBe("hello stranger");
    expect(await ask(lenient.url, { ca: authority.cert, identity: stranger.issue() })).toBe("hello stranger");
  });

  it("takes keys and certificates at one port", async () => {
    const { url } = await serve({ identity: lamp, psk: () => key });
    expect(await ask(url, { ca: authority.cert })).toBe("hello stranger");
    expect(await ask(url, { psk: { identity: "panel-9", key } })).toBe("hello panel-9");
  });

  it("negotiates its protocol by name, and speaks to no server at another port that does not (RFC 8323 §9.1)", async () => {
    const { port } = await serve({ identity: lamp });
    const socket = connectTls({ port, host: "127.0.0.1", ca: authority.cert, ALPNProtocols: ["coap", "h2"] });
    await new Promise((resolve) => socket.once("secureConnect", resolve));
    expect(socket.alpnProtocol).toBe("coap");
    socket.destroy();
    const other = createTlsServer({ cert: lamp.cert, key: lamp.key }, (one) =>
      one.on("error", () => undefined).destroy(),
    );
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    open.push({
      [Symbol.asyncDispose]: () => new Promise<void>((resolve) => other.close(() => resolve())),
    });
    const url = `coaps+tcp://127.0.0.1:${(other.address() as { port: number }).port}/`;
    await expect(ask(url, { ca: authority.cert })).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    const lenient = ask(url, { ca: authority.cert, alpn: "optional" });
    await expect(lenient).rejects.toMatchObject({ code: "WOT_NETWORK", message: expect.not.stringContaining("ALPN") });
  });

  it("closes while a handshake is under way", async () => {
    const { server, port } = await serve({ identity: lamp });
    const half: Socket = connect({ port, host: "127.0.0.1" });
    half.on("error", () => undefined);
    await new Promise((resolve) => half.once("connect", resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const closed = new Promise((resolve) => half.once("close", resolve));
    await server.close();
    half.resume();
    await closed;
  });

  it("gives up a server that accepts and says nothing of TLS", async () => {
    const mute = createServer((socket) =>
      socket
        .on("error", () => undefined)
        .resume()
        .end("220 smtp.example\r\n"),
    );
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    open.push({ [Symbol.asyncDispose]: () => new Promise<void>((resolve) => mute.close(() => resolve())) });
    const url = `coaps+tcp://127.0.0.1:${(mute.address() as { port: number }).port}/`;
    await expect(ask(url, { ca: authority.cert })).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("needs something that the server is known by", () => {
    expect(() => tcpServer({ tls: {} })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
