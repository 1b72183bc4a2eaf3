import { describe, expect, it } from "vitest";
import {
  ALL_COAP_NODES,
  type CoapClientResponse,
  type CoapHandler,
  type CoapServerOptions,
  Code,
  coapClient,
  coapServer,
  MessageType,
  manualClock,
  memoryNetwork,
  OptionNumber,
  seededRandom,
  stringOption,
  uintOption,
} from "../../../src/index.js";
import { RawPeer, text } from "../../lab/raw-peer.js";

const GROUP = { address: ALL_COAP_NODES.ipv4, port: 5683 };
const { CON, NON } = MessageType;

/** Servers that are members of one group, and a client, on one network. */
async function group(handlers: readonly CoapHandler[], options: Partial<CoapServerOptions> = {}) {
  const clock = manualClock(1_000);
  const network = memoryNetwork({ clock });
  for (const [index, handler] of handlers.entries()) {
    const transport = network.transport({ address: `10.1.1.${index}`, port: 5683 });
    const random = seededRandom(10 + index);
    await coapServer({ handler, transport, groups: [network.group(GROUP)], clock, random, ...options }).listen();
  }
  const client = coapClient({ clock, random: seededRandom(5), transport: network.transport() });
  const peer = new RawPeer(network, GROUP);
  await peer.open();
  const ask = async (more: Partial<Parameters<typeof client.requestGroup>[0]> = {}) => {
    const responses: CoapClientResponse[] = [];
    const target = { host: GROUP.address, path: "/name", ...more };
    const asking = (async () => {
      for await (const response of client.requestGroup(target)) responses.push(response);
    })();
    asking.catch(() => undefined);
    await clock.advance(20_000);
    await asking;
    return responses;
  };
  return { clock, network, client, peer, ask };
}

const named =
  (name: string): CoapHandler =>
  ({ path }) =>
    path === "/name" ? { code: Code.Content, payload: name } : { code: Code.NotFound };
const names = (responses: readonly CoapClientResponse[]) => responses.map(({ payload }) => text(payload)).sort();

describe("A request to a multicast group", () => {
  it("is answered by every member, each from its own address", async () => {
    const { ask } = await group([named("a"), named("b"), named("c")]);
    const responses = await ask();
    expect(names(responses)).toEqual(["a", "b", "c"]);
    expect(new Set(responses.map(({ peer }) => peer.address)).size).toBe(3);
  });

  it("is answered by nobody who would only have an error to tell", async () => {
    const { ask } = await group([named("a"), () => ({ code: Code.NotFound }), () => Promise.reject(new Error("b"))]);
    expect(names(await ask())).toEqual(["a"]);
    expect(await ask({ path: "/other" })).toEqual([]);
  });

  it("is answered after a leisure that differs from server to server, and not beyond", async () => {
    const { clock, peer } = await group([named("a"), named("b"), named("c")], { leisureMs: 4_000 });
    peer.send({ type: NON, code: Code.GET, messageId: 1, options: [stringOption(OptionNumber.UriPath, "name")] });
    const arrivals: number[] = [];
    for (let ms = 0; ms < 10_000; ms += 100) {
      await clock.advance(100);
      for (const { type } of peer.take()) {
        expect(type).toBe(NON);
        arrivals.push(ms);
      }
    }
    expect(arrivals).toHaveLength(3);
    expect(new Set(arrivals).size).toBeGreaterThan(1);
    expect(arrivals.at(-1)).toBeLessThanOrEqual(4_100);
  });

  it("gets the rest of a large answer from the server that sent it", async () => {
    const large =
      (letter: string): CoapHandler =>
      () => ({ code: Code.Content, payload: letter.repeat(3_000) });
    const { ask } = await group([large("a"), large("b")]);
    expect(names(await ask())).toEqual(["a".repeat(3_000), "b".repeat(3_000)]);
  });

  it("ends early with as many responses as were asked for", async () => {
    const { ask } = await group([named("a"), named("b"), named("c")]);
    expect(await ask({ maxResponses: 2 })).toHaveLength(2);
  });

  it("ends with the signal", async () => {
    const { ask } = await group([named("a")]);
    await expect(ask({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "WOT_ABORTED" });
  });

  it("ends as the client closes", async () => {
    const { client, clock } = await group([]);
    const next = client.requestGroup({ host: GROUP.address }).next();
    next.catch(() => undefined);
    await clock.advance(10);
    await client.close();
    await expect(next).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("is taken once, however often it comes", async () => {
    const { clock, peer } = await group([named("a")]);
    const message = { type: NON, code: Code.GET, messageId: 1, options: [stringOption(OptionNumber.UriPath, "name")] };
    for (let times = 0; times < 3; times++) peer.send(message);
    await clock.advance(10_000);
    expect(peer.take()).toHaveLength(1);
  });

  it.each([
    ["Confirmable", { type: CON, code: Code.GET, messageId: 1 }],
    ["a ping", { type: CON, code: Code.Empty, messageId: 1 }],
    [
      "of a critical option that nobody knows",
      { type: NON, code: Code.GET, messageId: 1, options: [uintOption(9999, 1)] },
    ],
    ["a response", { type: NON, code: Code.Content, messageId: 1 }],
    ["a block of a body", { type: NON, code: Code.PUT, messageId: 1, options: [uintOption(OptionNumber.Block1, 8)] }],
  ] as const)("gets no answer and no Reset when it is %s", async (_what, message) => {
    const { clock, peer } = await group([() => ({ code: Code.Content })]);
    peer.send(message);
    await clock.advance(10_000);
    expect(peer.take()).toEqual([]);
  });

  it("makes servers wait with no more answers than their limit allows", async () => {
    const { clock, peer } = await group([named("a")], { maxWaitingForLeisure: 5 });
    for (let messageId = 0; messageId < 50; messageId++)
      peer.send({ type: NON, code: Code.GET, messageId, options: [stringOption(OptionNumber.UriPath, "name")] });
    await clock.advance(10_000);
    expect(peer.take()).toHaveLength(5);
  });
});
