import { describe, expect, it } from "vitest";
import {
  Code,
  coapClient,
  codeText,
  encodeMessage,
  type Message,
  MessageType,
  manualClock,
  memoryNetwork,
  OptionNumber,
  seededRandom,
  uintOption,
} from "../../../src/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { RawPeer, text } from "../../lab/raw-peer.js";

const { CON, NON, ACK, RST } = MessageType;
const empty = new Uint8Array(0);
const ok = { code: Code.Content, payload: "ok" };

/** A client, and a server that answers as a test says. */
async function scripted(answer: (request: Message) => Partial<Message>[]) {
  const clock = manualClock();
  const network = memoryNetwork({ clock });
  const requests: Message[] = [];
  const server = new RawPeer(network, { address: "10.0.0.2", port: 40_000 }, SERVER);
  await server.open();
  const push = server.received.push.bind(server.received);
  server.received.push = (...messages: Message[]) => {
    for (const message of messages) {
      requests.push(message);
      for (const fields of answer(message)) {
        const { messageId, token } = message;
        server.sendBytes(
          encodeMessage({ type: ACK, code: Code.Content, messageId, token, options: [], payload: empty, ...fields }),
        );
      }
    }
    return push(...messages);
  };
  const transport = network.transport({ address: "10.0.0.2", port: 40_000 });
  const client = coapClient({ clock, transport, random: seededRandom(2) });
  return {
    clock,
    client,
    network,
    requests,
    get: (options = {}) => client.request({ host: "10.9.9.9", path: "/a", ...options }),
  };
}

describe("A CoAP client", () => {
  it("sends what it is asked to, and gives the answer with its options", async () => {
    let seen: unknown;
    const { client, clock } = await lab({
      handler: ({ method, path, query, payload, contentFormat, accept, options }) => {
        const host = options.find(({ number }) => number === OptionNumber.UriHost)?.value;
        seen = { method, path, query, payload: text(payload), contentFormat, accept, host: text(host) };
        return { code: Code.Created, locationPath: ["x", "y"], maxAgeSeconds: 7, contentFormat: 0, payload: "p" };
      },
    });
    const coap = client({ lookup: async () => "10.9.9.9" });
    const request = {
      url: "coap://lamp.example/a/b?x=1",
      query: ["y=2"],
      method: Code.POST,
      payload: "body",
      contentFormat: 50,
      accept: 60,
    };
    const response = await within(clock, 1000, coap.request(request));
    expect(seen).toEqual({
      method: Code.POST,
      path: "/a/b",
      query: ["x=1", "y=2"],
      payload: "body",
      contentFormat: 50,
      accept: 60,
      host: "lamp.example",
    });
    expect(codeText(response.code)).toBe("2.01");
    expect(response).toMatchObject({ locationPath: ["x", "y"], maxAgeSeconds: 7, contentFormat: 0, peer: SERVER });
    expect(text(response.payload)).toBe("p");
  });

  it("sends a prepared request any number of times", async () => {
    const { client, clock } = await lab({ handler: ({ payload }) => ({ code: Code.Changed, payload }) });
    const prepared = client().prepare({ url: "coap://10.9.9.9/a", method: Code.PUT });
    for (const payload of ["1", "2", "3"]) {
      expect(text((await within(clock, 1000, prepared.send({ payload }))).payload)).toBe(payload);
    }
  });

  it("waits for a separate response, acknowledges it, and acknowledges its duplicates again", async () => {
    const { get, clock, requests } = await scripted((request) =>
      request.code === Code.GET
        ? [
            { code: 0, token: empty },
            { type: CON, messageId: 77, payload: Buffer.from("late") },
            { type: CON, messageId: 77, payload: Buffer.from("late") },
          ]
        : [],
    );
    const response = await within(clock, 1000, get());
    expect(text(response.payload)).toBe("late");
    await clock.settle();
    expect(requests.filter(({ type }) => type === ACK)).toMatchObject([{ messageId: 77 }, { messageId: 77 }]);
  });

  it("takes a separate response that overtakes the Acknowledgement", async () => {
    const { get, clock } = await scripted((request) =>
      request.code === Code.GET ? [{ type: CON, messageId: 78 }] : [],
    );
    expect((await within(clock, 1000, get())).code).toBe(Code.Content);
  });

  it("rejects responses that nobody waits for, and ignores Acknowledgements with another token (RFC 7252 §5.3.2)", async () => {
    const { get, clock, requests } = await scripted((request) =>
      request.code === Code.GET
        ? [
            { token: Buffer.from("abcd") },
            { type: CON, messageId: 5, token: Buffer.from("abcd") },
            { payload: Buffer.from("right") },
          ]
        : [],
    );
    expect(text((await within(clock, 1000, get())).payload)).toBe("right");
    await clock.settle();
    expect(requests).toContainEqual(expect.objectContaining({ type: RST, messageId: 5 }));
  });

  it("rejects a response from another address, although its token is right (RFC 7252 §5.3.2)", async () => {
    const { get, clock, requests, network } = await scripted(() => []);
    const forger = new RawPeer(network, { address: "10.0.0.2", port: 40_000 });
    await forger.open();
    const outcome = get({ timeoutMs: 1000 });
    outcome.catch(() => undefined);
    await clock.advance(10);
    forger.send({ type: CON, code: Code.Content, messageId: 9, token: requests[0]!.token });
    await clock.advance(10);
    expect(forger.take()).toMatchObject([{ type: RST, messageId: 9 }]);
    await clock.advance(1000);
    await expect(outcome).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it("fails with what went wrong", async () => {
    const reset = await scripted(() => [{ type: RST, code: 0, token: empty }]);
    await expect(within(reset.clock, 1000, reset.get())).rejects.toMatchObject({ code: "WOT_REMOTE", status: "RST" });
    const critical = await scripted(() => [{ options: [uintOption(9999, 1)] }]);
    await expect(within(critical.clock, 1000, critical.get())).rejects.toMatchObject({
      code: "WOT_PROTOCOL",
      section: "RFC 7252 §5.4.1",
    });
    const silent = await scripted(() => []);
    const short = silent.get({ confirmable: false, timeoutMs: 500 });
    await expect(within(silent.clock, 1000, short)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await expect(within(silent.clock, 94_000, silent.get({ confirmable: false }))).rejects.toMatchObject({
      code: "WOT_TIMEOUT",
    });
    const lost = silent.client.request({ url: "coap://nowhere.example/" });
    await silent.client.close();
    await expect(lost).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("says that a host has no address, without having sent", async () => {
    const { client, clock } = await lab({ handler: () => ok });
    const coap = client({ lookup: () => Promise.reject(new TypeError("no")) });
    const outcome = coap.request({ url: "coap://nowhere.example/" });
    await expect(within(clock, 1000, outcome)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("stops when its signal is aborted: before, while waiting in line, and while open", async () => {
    const { client, clock, network } = await lab({ handler: () => new Promise(() => undefined) });
    const coap = client();
    const target = { url: "coap://10.9.9.9/a" };
    const aborted = { ...target, signal: AbortSignal.abort() };
    await expect(within(clock, 100, coap.request(aborted))).rejects.toMatchObject({ code: "WOT_ABORTED" });
    const controller = new AbortController();
    const open = coap.request({ ...target, signal: controller.signal });
    const waiting = coap.request({ ...target, signal: controller.signal });
    const outcomes = Promise.allSettled([open, waiting]);
    await clock.advance(10);
    controller.abort();
    expect(await outcomes).toMatchObject([{ reason: { code: "WOT_ABORTED" } }, { reason: { code: "WOT_ABORTED" } }]);
    let sent = 0;
    network.onSend = () => {
      sent++;
      return true;
    };
    await clock.advance(100_000);
    expect(sent).toBeLessThanOrEqual(10);
  });

  it("refuses what makes no request", async () => {
    const { client } = await lab({ handler: () => ok });
    const coap = client();
    for (const target of [{}, { url: "http://h/" }, { host: "h", port: 0 }, { url: "coap://h/", method: 8 }]) {
      await expect(coap.request(target)).rejects.toMatchObject({ family: "UsageError" });
    }
    await expect(coap.request({ host: "h", query: ["x".repeat(256)] })).rejects.toMatchObject({ code: "WOT_RANGE" });
  });

  it("answers a ping and a request with a Reset", async () => {
    const { client, clock, network } = await lab({ handler: () => ok });
    const local = { address: "10.0.0.77", port: 7777 };
    const coap = client({ transport: network.transport(local) });
    await within(clock, 1000, coap.request({ url: "coap://10.9.9.9/a" }));
    const peer = new RawPeer(network, local);
    await peer.open();
    peer.send({ type: CON, code: 0, messageId: 1 });
    peer.send({ type: CON, code: Code.GET, messageId: 2 });
    peer.send({ type: NON, code: 0, messageId: 3 });
    await clock.advance(10);
    expect(peer.take()).toMatchObject([
      { type: RST, messageId: 1 },
      { type: RST, messageId: 2 },
    ]);
  });

  it("fails what is open when it closes, and refuses what comes later", async () => {
    const { client, clock } = await lab({ handler: () => new Promise(() => undefined) });
    const coap = client();
    const open = coap.request({ url: "coap://10.9.9.9/a" });
    open.catch(() => undefined);
    await clock.advance(10);
    await coap.close();
    await coap.close();
    await expect(open).rejects.toMatchObject({ code: "WOT_STATE" });
    await expect(coap.request({ url: "coap://10.9.9.9/a" })).rejects.toMatchObject({ code: "WOT_STATE" });
  });
});
