import { describe, expect, it } from "vitest";
import {
  type CoapHandler,
  type CoapServerOptions,
  Code,
  type Datagram,
  decodeMessage,
  type MemoryNetworkOptions,
  MessageType,
  type ObservationSink,
  OptionNumber,
} from "../../../src/index.js";
import { type OscoreContextsOptions, oscoreContexts } from "../../../src/oscore/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";
import { text } from "../../lab/raw-peer.js";

const url = `coap://${SERVER.address}/secret/door`;
const NO_BYTES = new Uint8Array(0);

interface SafeLabOptions {
  readonly network?: MemoryNetworkOptions;
  readonly contexts?: OscoreContextsOptions;
  readonly server?: Partial<CoapServerOptions>;
}

/** A lab whose server demands OSCORE, with everything that goes over its network. */
async function safeLab(handler: CoapHandler, { network = {}, contexts = {}, server = {} }: SafeLabOptions = {}) {
  const oscore = oscoreContexts({ contexts: [await serverContext({ name: "phone" })], ...contexts });
  const it = await lab({ handler, oscore, ...server }, network);
  const sent: Datagram[] = [];
  it.network.onSend = (datagram) => {
    sent.push(datagram);
    return undefined;
  };
  return { ...it, sent, client: it.client({ oscore: await clientContext() }), plainClient: it.client() };
}

const answer: CoapHandler = ({ method, path, payload, security }) => ({
  code: method === Code.GET ? Code.Content : Code.Changed,
  payload: `${security?.context} asked for ${path} with ${payload.length} bytes`,
  contentFormat: 0,
});

describe("a client and a server with OSCORE", () => {
  it("understand each other, while the wire shows neither path nor code nor payload", async () => {
    const { client, clock, sent } = await safeLab(answer);
    const response = await within(clock, 1000, client.request({ url, method: Code.PUT, payload: "open" }));
    expect(response.code).toBe(Code.Changed);
    expect(response.contentFormat).toBe(0);
    expect(text(response.payload)).toBe("phone asked for /secret/door with 4 bytes");
    expect(sent).toHaveLength(2);
    for (const { bytes } of sent) {
      expect(Buffer.from(bytes).includes("secret") || Buffer.from(bytes).includes("open")).toBe(false);
    }
    const codes = sent.map(({ bytes }) => bytes[1]);
    expect(codes).toEqual([Code.POST, Code.Changed]);
  });

  it("carry bodies of many blocks in both directions", async () => {
    const body = Buffer.alloc(10_000, "thingwright ");
    const { client, clock } = await safeLab(({ payload }) => ({ code: Code.Changed, payload: payload.toReversed() }));
    const response = await within(clock, 10_000, client.request({ url, method: Code.POST, payload: body }));
    expect(Buffer.from(response.payload).equals(Buffer.from(body.toReversed()))).toBe(true);
  });

  it("bear loss, duplicates and disorder on the way", async () => {
    const network = { loss: 0.3, duplicate: 0.3, reorder: 0.3, delayMs: 20 };
    let handled = 0;
    const count: CoapHandler = () => ({ code: Code.Content, payload: `${++handled}` });
    const { client, clock, faults } = await safeLab(count, { network });
    for (let i = 1; i <= 20; i++) {
      const response = await within(clock, 200_000, client.request({ url }));
      expect(text(response.payload)).toBe(`${i}`);
    }
    expect(faults).toEqual([]);
  });

  it("answer later in a message of its own", async () => {
    const later: CoapHandler = () =>
      new Promise((resolve) => clock.setTimer(() => resolve({ code: Code.Content }), 800));
    const { client, clock } = await safeLab((request) => later(request));
    const response = await within(clock, 5000, client.request({ url }));
    expect(response.code).toBe(Code.Content);
  });

  it("let a client see every state that it observes, in order", async () => {
    let sink: ObservationSink | undefined;
    const { client, clock, sent } = await safeLab((request) => {
      sink ??= request.observe?.accept({ conflate: false });
      return { code: Code.Content, payload: "0" };
    });
    const states: string[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => void states.push(text(payload));
    const observation = await within(clock, 1000, client.observe({ url, onNotification }));
    expect(observation.established).toBe(true);
    expect(sent[0]?.bytes[1]).toBe(Code.FETCH);
    for (let i = 1; i <= 20; i++) sink?.notify({ code: Code.Content, payload: `${i}`, confirmable: i % 2 === 0 });
    await clock.advance(1000);
    expect(states).toEqual(Array.from({ length: 21 }, (_, i) => `${i}`));
    await within(clock, 6000, observation.cancel());
    expect(sink?.ended).toBe(true);
  });

  it("show no notification twice, though an attacker sends it again", async () => {
    let sink: ObservationSink | undefined;
    const { client, clock, sent, network } = await safeLab((request) => {
      sink = request.observe?.accept();
      return { code: Code.Content, payload: "0" };
    });
    const states: string[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => void states.push(text(payload));
    await within(clock, 1000, client.observe({ url, onNotification }));
    sink?.notify({ code: Code.Content, payload: "1", confirmable: false });
    await clock.advance(100);
    const { bytes, from, to } = sent.findLast(({ from }) => from.port === SERVER.port)!;
    const again = Buffer.from(bytes);
    again.writeUInt16BE(0x7777, 2);
    const attacker = network.transport({ address: "10.6.6.6", port: 1 });
    expect(from).toEqual(SERVER);
    await attacker.open({ onDatagram: () => undefined, onError: () => undefined });
    attacker.send(again, to.address, to.port);
    await clock.advance(100);
    expect(states).toEqual(["0", "1"]);
    expect(sink?.ended).toBe(false);
  });
});

describe("a server that demands OSCORE", () => {
  it("refuses plain requests with 4.01, and its handler does not hear of them", async () => {
    let handled = 0;
    const { plainClient, clock } = await safeLab(() => {
      handled++;
      return { code: Code.Content };
    });
    const response = await within(clock, 1000, plainClient.request({ url }));
    expect(response.code).toBe(Code.Unauthorized);
    expect(response.payload).toEqual(NO_BYTES);
    expect(handled).toBe(0);
  });

  it("lets plain requests through to the handler when asked to, which can tell them", async () => {
    const contexts = { contexts: [await serverContext()], allowUnprotected: true };
    const { plainClient, client, clock } = await safeLab(answer, { contexts });
    expect(text((await within(clock, 1000, plainClient.request({ url }))).payload)).toMatch(/^undefined asked/);
    expect(text((await within(clock, 1000, client.request({ url }))).payload)).toMatch(/^01 asked/);
  });

  it.each([
    ["a kid that it does not know", { senderId: new Uint8Array([9]) }, Code.Unauthorized, "Security context not found"],
    ["another key", { masterSecret: new Uint8Array(16) }, Code.BadRequest, "Decryption failed"],
    [
      "an ID Context that it does not know",
      { idContext: new Uint8Array([1]) },
      Code.Unauthorized,
      "Security context not found",
    ],
  ])("refuses a request under %s, and says no more than that", async (_, options, code, payload) => {
    const { clock, sent, ...it } = await safeLab(answer);
    const failed = it.client.request({ url, oscore: await clientContext(options) });
    await expect(within(clock, 1000, failed)).rejects.toThrow(payload);
    const reply = decodeMessage(sent.at(-1)!.bytes);
    expect(reply).toMatchObject({ ok: true, message: { code, type: MessageType.ACK } });
    expect(reply.ok && reply.message.options.map(({ number }) => number)).toEqual([OptionNumber.MaxAge]);
    expect(reply.ok && text(reply.message.payload)).toBe(payload);
  });

  it("refuses a request that it has seen, whoever sends it again and under whatever Message ID", async () => {
    let handled = 0;
    const { client, clock, sent, ...it } = await safeLab(() => {
      handled++;
      return { code: Code.Content };
    });
    await within(clock, 1000, client.request({ url }));
    const again = Buffer.from(sent[0]!.bytes);
    again.writeUInt16BE(0x7777, 2);
    const attacker = await it.rawPeer();
    attacker.sendBytes(again);
    await clock.advance(100);
    const [reply] = attacker.take();
    expect(reply?.code).toBe(Code.Unauthorized);
    expect(text(reply?.payload)).toBe("Replay detected");
    expect(handled).toBe(1);
  });

  it("outlives every prefix and every changed byte of a protected request, and believes none", async () => {
    let handled = 0;
    const { client, clock, sent, faults, ...it } = await safeLab(() => {
      handled++;
      return { code: Code.Content };
    });
    await within(clock, 1000, client.request({ url }));
    const valid = sent[0]!.bytes;
    const attacker = await it.rawPeer();
    for (let length = 0; length < valid.length; length++) attacker.sendBytes(valid.subarray(0, length));
    for (let i = 8; i < valid.length; i++) {
      for (const bit of [1, 0x10, 0x80]) {
        const changed = Buffer.from(valid);
        changed[i]! ^= bit;
        changed.writeUInt16BE(0x1000 + i * 8 + (bit & 7), 2);
        attacker.sendBytes(changed);
      }
    }
    await clock.advance(1000);
    expect(handled).toBe(1);
    expect(faults).toEqual([]);
    expect(text((await within(clock, 1000, client.request({ url }))).payload)).toBe("");
    expect(handled).toBe(2);
  });
});

describe("a client with OSCORE", () => {
  it("believes no answer that is not protected", async () => {
    const it = await lab({ handler: answer, understoodOptions: [OptionNumber.OSCORE] });
    const client = it.client({ oscore: await clientContext() });
    const failed = within(it.clock, 1000, client.request({ url }));
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL", section: "RFC 8613 §8.4" });
  });

  it("says what a server without OSCORE answered", async () => {
    const it = await lab({ handler: answer });
    const client = it.client({ oscore: await clientContext() });
    const failed = within(it.clock, 1000, client.request({ url }));
    await expect(failed).rejects.toMatchObject({ code: "WOT_REMOTE", status: "4.02" });
  });
});
