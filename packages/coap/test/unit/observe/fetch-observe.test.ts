import { describe, expect, it } from "vitest";
import {
  type CoapHandler,
  type CoapOption,
  type CoapServerOptions,
  Code,
  coapClient,
  type Freshness,
  freshness,
  manualClock,
  memoryNetwork,
  type ObservationSink,
  OptionNumber,
  uintOption,
} from "../../../src/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { RawPeer, text, uintIn } from "../../lab/raw-peer.js";

const { Block1, Observe } = OptionNumber;

const url = "coap://10.9.9.9/all";
const MANY = Array.from({ length: 600 }, (_, index) => `name${index}`).join(",");

/** A server that tells observers by FETCH of what they named. */
async function fetchable(options: Partial<CoapServerOptions> = {}, fresh?: Freshness) {
  const sinks: { readonly sink: ObservationSink; readonly wish: string }[] = [];
  const asked: string[] = [];
  const handler: CoapHandler = (request) => {
    const refusal = fresh?.refusal(request);
    if (refusal !== undefined) return refusal;
    const wish = text(request.payload);
    asked.push(`${request.method} ${wish.length}`);
    const sink = request.observe?.accept();
    if (sink !== undefined) sinks.push({ sink, wish });
    return { code: Code.Content, payload: `0 of ${wish}` };
  };
  const bench = await lab({ handler, ...options });
  const set = (state: string) => {
    for (const { sink, wish } of sinks) sink.notify({ code: Code.Content, payload: `${state} of ${wish}` });
  };
  const seen: string[] = [];
  const observe = (client: ReturnType<typeof bench.client>, payload: string, more = {}) =>
    within(
      bench.clock,
      60_000,
      client.observe({
        ...{ url, method: Code.FETCH, payload, ...more },
        onNotification: (state) => seen.push(text(state.payload)),
      }),
    );
  return { ...bench, set, asked, seen, observe };
}

describe("An observation by FETCH (RFC 8132 §2.4)", () => {
  it("gets the states of what its payload asks for, until it is cancelled with the same payload", async () => {
    const { client, set, asked, seen, observe, clock, server } = await fetchable();
    const observation = await observe(client(), "a");
    expect(observation.established).toBe(true);
    set("1");
    await clock.advance(100);
    await within(clock, 5_000, observation.cancel());
    expect(seen).toEqual(["0 of a", "1 of a"]);
    expect(asked).toEqual(["5 1", "5 1"]);
    expect(server.observerCount).toBe(0);
  });

  it("keeps two of different payloads apart, with states of several blocks", async () => {
    const { client, set, seen, observe, clock } = await fetchable();
    const coap = client({ nstart: 4 });
    const [a, b] = ["a".repeat(900), "b".repeat(900)] as const;
    await observe(coap, a);
    await observe(coap, b);
    const state = "x".repeat(2_000);
    set(state);
    await clock.advance(2_000);
    expect(seen.slice(2).toSorted()).toEqual([`${state} of ${a}`, `${state} of ${b}`]);
  });

  it("has a payload of any size, and registers anew with all of it when Max-Age has passed", async () => {
    const { client, set, asked, seen, observe, clock, server } = await fetchable();
    const observation = await observe(client(), MANY);
    expect(observation.established).toBe(true);
    set("1");
    await clock.advance(2_000);
    expect(seen).toEqual([`0 of ${MANY}`, `1 of ${MANY}`]);
    await clock.advance(80_000);
    expect(asked).toEqual([`5 ${MANY.length}`, `5 ${MANY.length}`]);
    expect(server.observerCount).toBe(1);
    await within(clock, 5_000, observation.cancel());
    expect(server.observerCount).toBe(0);
  });

  it("sends its payload in smaller blocks where the server asks for them (RFC 7959 §2.9.3)", async () => {
    const clock = manualClock(1000);
    const network = memoryNetwork({ clock });
    const server = new RawPeer(network, { address: "10.0.0.2", port: 40_000 }, SERVER);
    await server.open();
    const client = coapClient({ clock, transport: network.transport({ address: "10.0.0.2", port: 40_000 }) });
    const observing = client.observe({ url, method: Code.FETCH, payload: "q".repeat(150) });
    const blocks: (number | undefined)[] = [];
    const answer = async (code: number, options: readonly CoapOption[]) => {
      await clock.advance(10);
      const [request] = server.take();
      blocks.push(uintIn(request, Block1));
      server.send({ type: 2, code, messageId: request!.messageId, token: request!.token, options: [...options] });
      return request;
    };
    await answer(Code.RequestEntityTooLarge, [uintOption(Block1, 0x02)]);
    for (const block of [0x0a, 0x1a]) await answer(Code.Continue, [uintOption(Block1, block)]);
    const last = await answer(Code.Content, [uintOption(Observe, 7), uintOption(Block1, 0x22)]);
    expect(blocks).toEqual([undefined, 0x0a, 0x1a, 0x22]);
    expect(uintIn(last, Observe)).toBe(0);
    expect((await within(clock, 1000, observing)).established).toBe(true);
    await client.close();
  });

  it("answers a challenge with its payload (RFC 9175 §2.3)", async () => {
    for (const payload of ["a", MANY]) {
      const fresh = freshness({ clock: manualClock() });
      const { client, observe, asked, seen } = await fetchable({}, fresh);
      const observation = await observe(client(), payload);
      expect(observation.established).toBe(true);
      expect(asked).toEqual([`5 ${payload.length}`]);
      expect(seen).toEqual([`0 of ${payload}`]);
    }
  });

  it("is refused with another method", async () => {
    const { client } = await fetchable();
    const observing = client().observe({ url, method: Code.POST as typeof Code.GET });
    await expect(observing).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});

describe("Later blocks of a response to FETCH", () => {
  const answer: CoapHandler = ({ payload }) => ({ code: Code.Content, payload: text(payload).repeat(2_500) });

  it("are of what the body asks for, whatever else is asked at the time (RFC 8132 §2)", async () => {
    const { client, clock } = await lab({ handler: answer }, { delayMs: 20 });
    const coap = client({ nstart: 8 });
    const fetching = ["a", "b", "c"].map((payload) => coap.request({ url, method: Code.FETCH, payload }));
    const responses = await within(clock, 5_000, Promise.all(fetching));
    expect(responses.map(({ payload }) => text(payload))).toEqual(["a", "b", "c"].map((one) => one.repeat(2_500)));
  });

  it("are made anew from the body when they are kept no more", async () => {
    const { client, clock } = await lab({ handler: answer, maxSnapshots: 0 });
    const fetching = client().request({ url, method: Code.FETCH, payload: "a" });
    expect(text((await within(clock, 5_000, fetching)).payload)).toBe("a".repeat(2_500));
  });

  it("can be had without the body while the response is kept, and are 4.08 then", async () => {
    const { rawPeer, clock } = await lab({ handler: answer, snapshotTimeoutMs: 10_000 });
    const peer = await rawPeer();
    const ask = async (messageId: number, block2: number, payload: string) => {
      const options = [{ number: OptionNumber.Block2, value: Uint8Array.of(block2) }];
      peer.send({ type: 0, code: Code.FETCH, messageId, options, payload: Buffer.from(payload) });
      await clock.advance(10);
      return peer.take()[0];
    };
    expect((await ask(1, 0x06, "a"))?.payload.length).toBe(1024);
    expect(text((await ask(2, 0x26, ""))?.payload)).toBe("a".repeat(452));
    await clock.advance(25_000);
    expect((await ask(3, 0x26, ""))?.code).toBe(Code.RequestEntityIncomplete);
  });
});
