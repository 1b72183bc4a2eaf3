import { describe, expect, it } from "vitest";
import {
  type CoapHandler,
  type CoapOption,
  type CoapRequest,
  type CoapServerOptions,
  Code,
  coapClient,
  coapServer,
  forwardProxy,
  MessageType,
  manualClock,
  memoryNetwork,
  type ObservationSink,
  OptionNumber,
  reverseProxy,
  stringOption,
  uintOption,
} from "../../../src/index.js";
import { within } from "../../lab/lab.js";
import { RawPeer, text } from "../../lab/raw-peer.js";

const ORIGIN = { address: "10.0.1.1", port: 5683 };
const PROXY = { address: "10.0.1.2", port: 5683 };
const { ProxyUri, ProxyScheme, HopLimit, UriHost, ETag, IfMatch } = OptionNumber;

/** A client, a proxy and the server behind it. */
async function chain(
  origin: CoapHandler,
  proxy: (client: ReturnType<typeof coapClient>) => Partial<CoapServerOptions>,
) {
  const clock = manualClock(1_000);
  const network = memoryNetwork({ clock });
  const behind = coapClient({ clock, transport: network.transport() });
  const understoodOptions = [IfMatch];
  const server = coapServer({ clock, transport: network.transport(ORIGIN), handler: origin, understoodOptions });
  await server.listen();
  const handler = () => ({ code: Code.NotFound, payload: "the proxy itself" });
  await coapServer({ clock, transport: network.transport(PROXY), handler, ...proxy(behind) }).listen();
  const client = coapClient({ clock, transport: network.transport(), proxy: "coap://10.0.1.2" });
  const peer = new RawPeer(network, PROXY);
  await peer.open();
  let messageId = 0;
  const raw = async (...options: CoapOption[]) => {
    peer.send({ type: MessageType.CON, code: Code.GET, messageId: messageId++, options });
    await clock.advance(500);
    return peer.take()[0];
  };
  return { clock, client, raw, server, network };
}

const forward = (client: ReturnType<typeof coapClient>) => ({ proxy: forwardProxy({ client, allow: () => true }) });
const echo: CoapHandler = ({ method, path, query, payload }) => ({
  code: method === Code.GET ? Code.Content : Code.Changed,
  payload: `${method} ${path} ${query.join("&")} ${text(payload)}`,
  contentFormat: 0,
  etag: Uint8Array.of(7),
  maxAgeSeconds: 5,
});
const url = "coap://10.0.1.1/a/b?c=d";

describe("A forward-proxy", () => {
  it.each([
    [Code.GET, "", Code.Content],
    [Code.POST, "x", Code.Changed],
    [Code.PUT, "y".repeat(3_000), Code.Changed],
    [Code.DELETE, "", Code.Changed],
    [Code.FETCH, "q", Code.Changed],
    [Code.PATCH, "p", Code.Changed],
    [Code.iPATCH, "i", Code.Changed],
  ])("passes method %i on, and gives the response as it was", async (method, payload, code) => {
    const { clock, client } = await chain(echo, forward);
    const response = await within(clock, 5_000, client.request({ url, method, payload }));
    expect(response).toMatchObject({ code, contentFormat: 0, maxAgeSeconds: 5 });
    expect([...(response.etag ?? [])]).toEqual([7]);
    expect(text(response.payload)).toBe(`${method} /a/b c=d ${payload}`);
  });

  it("takes Proxy-Uri as well", async () => {
    const { raw } = await chain(echo, forward);
    expect(text((await raw(stringOption(ProxyUri, url)))?.payload)).toBe("1 /a/b c=d ");
  });

  it("passes on what is safe to forward, counts hops, and keeps to itself what is for it alone", async () => {
    let seen: CoapRequest | undefined;
    const { raw } = await chain((request) => {
      seen = request;
      return { code: Code.Content };
    }, forward);
    const match = { number: IfMatch, value: Uint8Array.of(1, 2) };
    const elective = { number: 65_000, value: Uint8Array.of(9) };
    const response = await raw(match, stringOption(ProxyUri, url), uintOption(HopLimit, 5), elective);
    expect(response?.code).toBe(Code.Content);
    const passed = new Map(seen?.options.map(({ number, value }) => [number, [...value]]));
    expect(passed.get(IfMatch)).toEqual([1, 2]);
    expect(passed.get(65_000)).toEqual([9]);
    expect(passed.get(HopLimit)).toEqual([4]);
    expect(passed.has(ProxyUri)).toBe(false);
  });

  it("passes a validation on", async () => {
    const { raw } = await chain(echo, forward);
    const response = await raw({ number: ETag, value: Uint8Array.of(7) }, stringOption(ProxyUri, url));
    expect(response?.code).toBe(Code.Valid);
  });

  it.each([
    ["another scheme", [stringOption(ProxyUri, "ftp://10.0.1.1/")], Code.ProxyingNotSupported],
    [
      "another Proxy-Scheme",
      [stringOption(UriHost, "a"), stringOption(ProxyScheme, "http")],
      Code.ProxyingNotSupported,
    ],
    ["no URI", [stringOption(ProxyUri, "coap://[/")], Code.BadRequest],
    ["no host", [stringOption(ProxyScheme, "coap")], Code.BadRequest],
    ["an unknown option that is unsafe", [stringOption(ProxyUri, url), uintOption(65_002, 1)], Code.BadOption],
    ["the last hop", [stringOption(ProxyUri, url), uintOption(HopLimit, 1)], Code.HopLimitReached],
  ])("refuses %s", async (_what, options, code) => {
    const { raw } = await chain(echo, forward);
    expect((await raw(...options))?.code).toBe(code);
  });

  it("asks nobody whom it is not allowed to ask", async () => {
    let asked = 0;
    const origin = () => {
      asked += 1;
      return { code: Code.Content };
    };
    const { raw } = await chain(origin, (client) => ({
      proxy: forwardProxy({ client, allow: ({ host }) => host === "10.0.1.9" }),
    }));
    expect((await raw(stringOption(ProxyUri, url)))?.code).toBe(Code.Forbidden);
    expect(asked).toBe(0);
  });

  it("answers for a server that is silent", async () => {
    const { clock, client } = await chain(echo, (behind) => ({ ...forward(behind), handlerTimeoutMs: 200_000 }));
    const asking = client.request({ url: "coap://10.0.1.77/a", timeoutMs: 150_000 });
    expect((await within(clock, 150_000, asking)).code).toBe(Code.GatewayTimeout);
  });

  it("passes notifications on, and takes its place back when the client leaves", async () => {
    const sinks = new Set<ObservationSink>();
    const { clock, client, server } = await chain(({ observe }) => {
      const sink = observe?.accept();
      if (sink !== undefined) sinks.add(sink);
      return { code: Code.Content, payload: "0" };
    }, forward);
    const seen: string[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => seen.push(text(payload));
    const observation = await within(clock, 5_000, client.observe({ url, onNotification }));
    expect(observation.established).toBe(true);
    for (const sink of sinks) sink.notify({ code: Code.Content, payload: "1" });
    await clock.advance(1_000);
    expect(seen).toEqual(["0", "1"]);
    expect(server.observerCount).toBe(1);
    await within(clock, 10_000, observation.cancel());
    await clock.advance(10_000);
    expect(server.observerCount).toBe(0);
  });
});

describe("An observation through a proxy", () => {
  it.each([
    ["a forward-proxy", forward, undefined],
    [
      "a reverse-proxy",
      (client: ReturnType<typeof coapClient>) => ({ handler: reverseProxy({ client, target: () => url }) }),
      "coap://10.0.1.2/",
    ],
  ])("can be one by FETCH: %s asks for the same (RFC 8132 §2.4)", async (_what, proxy, asked) => {
    const sinks = new Map<string, ObservationSink>();
    const origin: CoapHandler = ({ method, observe, payload }) => {
      const sink = observe?.accept();
      if (sink !== undefined) sinks.set(`${method} ${text(payload)}`, sink);
      return { code: Code.Content, payload: `first of ${text(payload)}` };
    };
    const { clock, client, server, network } = await chain(origin, proxy);
    const asking = asked === undefined ? client : coapClient({ clock, transport: network.transport() });
    const seen: string[] = [];
    const observation = await within(
      clock,
      5_000,
      asking.observe({
        ...{ url: asked ?? url, method: Code.FETCH, payload: "a,b" },
        onNotification: ({ payload }) => seen.push(text(payload)),
      }),
    );
    expect([...sinks.keys()]).toEqual(["5 a,b"]);
    sinks.get("5 a,b")?.notify({ code: Code.Content, payload: "next" });
    await clock.advance(1_000);
    expect(seen).toEqual(["first of a,b", "next"]);
    await within(clock, 10_000, observation.cancel());
    await clock.advance(10_000);
    expect(server.observerCount).toBe(0);
  });
});

describe("A reverse-proxy", () => {
  it("answers from where its target says, and 4.04 without one", async () => {
    const target = ({ path, query }: CoapRequest) =>
      path === "/a" ? `coap://10.0.1.1/behind${query.length === 0 ? "" : `?${query.join("&")}`}` : undefined;
    const { clock, network } = await chain(echo, (client) => ({ handler: reverseProxy({ client, target }) }));
    const plain = coapClient({ clock, transport: network.transport() });
    const asking = plain.request({ url: "coap://10.0.1.2/a?x=y", method: Code.PUT, payload: "z" });
    expect(text((await within(clock, 5_000, asking)).payload)).toBe("3 /behind x=y z");
    const missing = plain.request({ url: "coap://10.0.1.2/b" });
    expect((await within(clock, 5_000, missing)).code).toBe(Code.NotFound);
  });

  it("in a circle with itself ends with 5.08", async () => {
    const circle = (client: ReturnType<typeof coapClient>) => ({
      handler: reverseProxy({ client, target: () => "coap://10.0.1.2/" }),
    });
    const { clock, network } = await chain(echo, (client) => circle(client));
    const plain = coapClient({ clock, transport: network.transport() });
    const asking = plain.request({ url: "coap://10.0.1.2/", timeoutMs: 20_000 });
    expect((await within(clock, 20_000, asking)).code).toBe(Code.HopLimitReached);
  });
});
