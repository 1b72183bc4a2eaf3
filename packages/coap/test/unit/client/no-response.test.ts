import { describe, expect, it } from "vitest";
import { type CoapHandler, Code, MessageType, OptionNumber, uintOption } from "../../../src/index.js";
import { lab, within } from "../../lab/lab.js";

const url = "coap://10.9.9.9/lamp";
const put = { url, method: Code.PUT, payload: "on" };

async function bench(handler: CoapHandler = () => ({ code: Code.Changed })) {
  let calls = 0;
  const own = await lab({
    handler: (request) => {
      calls++;
      return handler(request);
    },
  });
  const messages: string[] = [];
  own.network.onSend = ({ to, bytes }) => {
    messages.push(`${to.port === 5683 ? ">" : "<"} ${(bytes[0]! >> 4) & 3} ${bytes[1]}`);
    return true;
  };
  return { ...own, messages, calls: () => calls };
}

describe("A request that wants no response (RFC 7967)", () => {
  it("ends with its acknowledgement, and brings code 0.00", async () => {
    const { client, clock, messages, calls } = await bench();
    const response = await within(clock, 100, client().request({ ...put, noResponse: true }));
    expect(response).toMatchObject({ code: Code.Empty, locationPath: [] });
    expect(response.payload).toHaveLength(0);
    expect(calls()).toBe(1);
    expect(messages).toEqual(["> 0 3", "< 2 0"]);
  });

  it("ends at once when it is Non-confirmable; then one goes out in 3 s", async () => {
    const { client, clock, messages, calls } = await bench();
    const coap = client();
    const once = () => coap.request({ ...put, noResponse: true, confirmable: false });
    expect(await within(clock, 0, once())).toMatchObject({ code: Code.Empty });
    const second = once();
    await clock.advance(2_900);
    expect(calls()).toBe(1);
    expect(await within(clock, 200, second)).toMatchObject({ code: Code.Empty });
    await clock.advance(10);
    expect(messages).toEqual(["> 1 3", "> 1 3"]);
  });

  it("takes a response of a class that it did not do without", async () => {
    const { client, clock } = await bench(() => ({ code: Code.Content }));
    const response = await within(clock, 100, client().request({ ...put, noResponse: 8 }));
    expect(response.code).toBe(Code.Content);
  });

  it("of successes alone hears of an error, and without one ends after 10 s, or timeoutMs", async () => {
    const answers = [Code.Changed, Code.Conflict, Code.Changed];
    const { client, clock } = await bench(() => ({ code: answers.shift()! }));
    const coap = client();
    const begun = clock.now();
    const quiet = await within(clock, 11_000, coap.request({ ...put, noResponse: 2 }));
    expect(quiet.code).toBe(Code.Empty);
    expect(clock.now() - begun).toBeGreaterThanOrEqual(10_000);
    expect((await within(clock, 100, coap.request({ ...put, noResponse: 2 }))).code).toBe(Code.Conflict);
    const soon = coap.request({ ...put, noResponse: 2, timeoutMs: 500, confirmable: false });
    expect((await within(clock, 600, soon)).code).toBe(Code.Empty);
  });

  it("fails when its Confirmable message is not acknowledged", async () => {
    const { client, clock, network } = await bench();
    network.onSend = () => false;
    const asking = client().request({ ...put, noResponse: true });
    await expect(within(clock, 95_000, asking)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it("says so in the last of several blocks alone: the others need their answers", async () => {
    const wishes: (number | undefined)[] = [];
    const { client, clock, network } = await bench(({ payload, options }) => {
      const wish = options.find(({ number }) => number === OptionNumber.NoResponse);
      wishes.push(payload.length, wish?.value[0]);
      return { code: Code.Changed };
    });
    const sent: boolean[] = [];
    network.onSend = ({ to, bytes }) => {
      // Option 258 follows 27 here: a delta of 231, which is 13 and a byte of 218.
      if (to.port === 5683) sent.push(Buffer.from(bytes).includes(Buffer.of(0xd1, 218, 26)));
      return true;
    };
    const response = await within(
      clock,
      1_000,
      client().request({ ...put, payload: "x".repeat(2_500), noResponse: true }),
    );
    expect(response.code).toBe(Code.Empty);
    expect(wishes).toEqual([2_500, 26]);
    expect(sent).toEqual([false, false, true]);
  });

  it("is refused with a sum that no byte holds", async () => {
    const { client } = await bench();
    await expect(client().request({ ...put, noResponse: 256 })).rejects.toMatchObject({ code: "WOT_RANGE" });
  });
});

describe("A server", () => {
  it.each([
    [undefined, [Code.Content]],
    [0, [Code.Content, Code.NotFound]],
    [2, [Code.NotFound]],
    [26, []],
  ])("asked by multicast with No-Response %s gives what is wanted (RFC 7967 §2.1)", async (noResponse, codes) => {
    const { rawPeer, clock, network } = await lab({ handler: () => ({ code: Code.NotFound }) });
    const group = { address: "224.0.1.187", port: 5683 };
    const second = await lab({
      transport: network.transport({ address: "10.9.9.7", port: 5683 }),
      clock,
      groups: [network.group(group)],
      handler: ({ path }) => ({ code: path === "/" ? Code.Content : Code.NotFound }),
    });
    const peer = await rawPeer();
    const wish = noResponse === undefined ? [] : [uintOption(OptionNumber.NoResponse, noResponse)];
    const there = { number: OptionNumber.UriPath, value: Buffer.from("x") };
    peer.send({ type: MessageType.NON, code: Code.GET, messageId: 1, options: wish }, group);
    peer.send({ type: MessageType.NON, code: Code.GET, messageId: 2, options: [there, ...wish] }, group);
    await clock.advance(6_000);
    expect(
      peer
        .take()
        .map(({ code }) => code)
        .toSorted((a, b) => a - b),
    ).toEqual(codes);
    await second.server.close();
  });
});
