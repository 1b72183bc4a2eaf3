import { describe, expect, it } from "vitest";
import { type CoapServerOptions, Code, MessageType, stringOption } from "../../../src/index.js";
import { lab } from "../../lab/lab.js";
import { text } from "../../lab/raw-peer.js";

const { CON, NON, ACK, RST } = MessageType;
const ok = { code: Code.Content, payload: "ok" };
const path = (name: string) => [stringOption(11, name)];
const get = (messageId: number, type: MessageType = CON, token = "01") =>
  ({ type, code: Code.GET, messageId, token: Buffer.from(token, "hex"), options: path("a") }) as const;

async function counted(options: Partial<CoapServerOptions> = {}) {
  let calls = 0;
  const handler = () => {
    calls++;
    return ok;
  };
  const bench = await lab({ handler, ...options });
  const peer = await bench.rawPeer();
  return { ...bench, peer, calls: () => calls };
}

describe("The message layer", () => {
  it("answers a Confirmable request in its Acknowledgement, a Non-confirmable one in a Non-confirmable message", async () => {
    const { peer, clock } = await counted();
    peer.send(get(1));
    peer.send(get(2, NON, "02"));
    await clock.advance(10);
    const [piggybacked, separate] = peer.take();
    expect(piggybacked).toMatchObject({ type: ACK, code: Code.Content, messageId: 1 });
    expect(text(piggybacked?.payload)).toBe("ok");
    expect(separate).toMatchObject({ type: NON, code: Code.Content });
    expect(Buffer.from(separate!.token).toString("hex")).toBe("02");
  });

  it("answers a ping with a Reset (RFC 7252 §4.3)", async () => {
    const { peer, clock } = await counted();
    peer.send({ type: CON, code: 0, messageId: 7 });
    await clock.advance(10);
    expect(peer.take()).toMatchObject([{ type: RST, code: 0, messageId: 7 }]);
  });

  it("rejects Confirmable messages with format errors and ignores all others (RFC 7252 §3, §4.2, §4.3)", async () => {
    const { peer, clock, calls } = await counted();
    const reset = [
      "4f010001aaaaaaaaaaaaaaaaaa",
      "4d010001aaaa",
      "40010001ff",
      "40010001f0",
      "40200001",
      "4000000100",
      "40e00001",
    ];
    for (const hex of reset) {
      peer.sendBytes(Buffer.from(hex, "hex"));
      await clock.advance(10);
      expect(peer.take(), hex).toMatchObject([{ type: RST, code: 0, messageId: 1 }]);
    }
    const silence = ["", "40", "400100", "80010001", "50010001ff", "5f010001", "50000001", "60010001", "6001ffff00"];
    for (const hex of [...silence, "70000001", "7001000101", "60450001", "50200001"]) {
      peer.sendBytes(Buffer.from(hex, "hex"));
      await clock.advance(10);
      expect(peer.take(), hex).toEqual([]);
    }
    expect(calls()).toBe(0);
  });

  it("answers a duplicate with the same bytes without handling it again (RFC 7252 §4.5)", async () => {
    const { peer, clock, calls } = await counted();
    for (let i = 0; i < 3; i++) {
      peer.send(get(5));
      peer.send(get(6, NON));
      await clock.advance(1000);
    }
    expect(calls()).toBe(2);
    const received = peer.take();
    expect(received.filter(({ type }) => type === ACK)).toHaveLength(3);
    expect(received.filter(({ type }) => type === NON)).toHaveLength(1);
  });

  it("takes a Message ID for a new message after EXCHANGE_LIFETIME, and when other content comes under it", async () => {
    const { peer, clock, calls } = await counted();
    peer.send(get(5));
    await clock.advance(246_000);
    peer.send(get(5));
    await clock.advance(10);
    expect(calls()).toBe(1);
    await clock.advance(2000);
    peer.send(get(5));
    await clock.advance(10);
    expect(calls()).toBe(2);
    peer.send(get(5, CON, "99"));
    await clock.advance(10);
    expect(calls()).toBe(3);
  });

  it("tells the same Message ID of two peers apart", async () => {
    const { peer, clock, calls, rawPeer } = await counted();
    const other = await rawPeer();
    peer.send(get(5));
    other.send(get(5));
    await clock.advance(10);
    expect(calls()).toBe(2);
    expect(other.take()).toHaveLength(1);
  });

  it("remembers no more than maxExchanges messages", async () => {
    const { peer, clock, calls } = await counted({ maxExchanges: 4 });
    for (let messageId = 1; messageId <= 5; messageId++) peer.send(get(messageId));
    peer.send(get(5));
    peer.send(get(1));
    await clock.advance(10);
    expect(calls()).toBe(6);
  });

  it("forgets silent peers beyond maxPeers, but none that observes", async () => {
    let notify = () => undefined as unknown;
    const { clock, server, rawPeer } = await lab({
      maxPeers: 4,
      handler(request) {
        const sink = request.observe?.accept();
        if (sink !== undefined) notify = () => sink.notify(ok);
        return ok;
      },
    });
    const observer = await rawPeer();
    observer.send({ ...get(1), options: [{ number: 6, value: new Uint8Array(0) }, ...path("a")] });
    await clock.advance(10);
    for (let i = 0; i < 12; i++) {
      (await rawPeer()).send(get(1));
      await clock.advance(10);
    }
    observer.take();
    notify();
    await clock.advance(10);
    const [notification] = observer.take();
    expect(notification).toMatchObject({ code: Code.Content });
    observer.send({ type: RST, code: 0, messageId: notification!.messageId });
    await clock.advance(10);
    expect(server.observerCount).toBe(0);
  });

  it("acknowledges first and sends a Confirmable response later when the handler takes long (RFC 7252 §5.2.2)", async () => {
    let answer: (response: typeof ok) => void = () => undefined;
    const bench = await lab({ handler: () => new Promise<typeof ok>((resolve) => (answer = resolve)) });
    const peer = await bench.rawPeer();
    peer.send(get(9));
    await bench.clock.advance(300);
    expect(peer.take()).toMatchObject([{ type: ACK, code: 0, messageId: 9 }]);
    peer.send(get(9));
    await bench.clock.advance(10);
    expect(peer.take()).toMatchObject([{ type: ACK, code: 0, messageId: 9 }]);
    answer(ok);
    await bench.clock.advance(10);
    const [first] = peer.take();
    expect(first).toMatchObject({ type: CON, code: Code.Content });
    await bench.clock.advance(3100);
    expect(peer.take()).toMatchObject([{ type: CON, messageId: first!.messageId }]);
    peer.send({ type: ACK, code: 0, messageId: first!.messageId });
    await bench.clock.advance(100_000);
    expect(peer.take()).toEqual([]);
  });

  it("repeats a Confirmable message with doubling waits between ACK_TIMEOUT and 1.5 times that, and then gives up", async () => {
    const { clock, network, client } = await lab({ handler: () => ok });
    const sentAtMs: number[] = [];
    network.onSend = () => {
      sentAtMs.push(clock.now());
      return false;
    };
    const outcome = client().request({ url: "coap://10.9.9.9/a", timeoutMs: 200_000 });
    outcome.catch(() => undefined);
    await clock.advance(100_000);
    await expect(outcome).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    expect(sentAtMs).toHaveLength(5);
    const waits = sentAtMs.slice(1).map((atMs, i) => atMs - sentAtMs[i]!);
    expect(waits[0]).toBeGreaterThanOrEqual(2000);
    expect(waits[0]).toBeLessThanOrEqual(3020);
    for (let i = 1; i < waits.length; i++) expect(Math.abs(waits[i]! - 2 * waits[i - 1]!)).toBeLessThanOrEqual(60);
  });

  it("has nstart interactions with a peer open at a time, the rest wait in line", async () => {
    const answers: ((response: typeof ok) => void)[] = [];
    let open = 0;
    let most = 0;
    const bench = await lab({
      ackDelayMs: 1e6,
      handlerTimeoutMs: 1e7,
      handler() {
        most = Math.max(most, ++open);
        return new Promise<typeof ok>((resolve) => answers.push(resolve));
      },
    });
    const client = bench.client({ nstart: 3 });
    const all = Promise.all(Array.from({ length: 8 }, () => client.request({ url: "coap://10.9.9.9/a" })));
    for (let i = 0; i < 8; i++) {
      await bench.clock.advance(10);
      answers.shift()?.(ok);
      open--;
      await bench.clock.settle();
    }
    await bench.clock.advance(10);
    expect(await all).toHaveLength(8);
    expect(most).toBe(3);
  });

  it("refuses more waiting messages than maxWaitingPerPeer", async () => {
    const bench = await lab({ handler: () => ok });
    const client = bench.client({ maxWaitingPerPeer: 2 });
    const outcomes = Array.from({ length: 5 }, () =>
      client.request({ url: "coap://10.9.9.9/a" }).then(
        () => "answered",
        (error) => error.code,
      ),
    );
    await bench.clock.advance(100);
    const results = await Promise.all(outcomes);
    expect(results.filter((result) => result === "answered")).toHaveLength(3);
    expect(results.filter((result) => result === "WOT_STATE")).toHaveLength(2);
  });
});

describe("On a network that loses, doubles and reorders", () => {
  it("each Confirmable request is answered, and handled once", async () => {
    const handled = new Map<string, number>();
    const bench = await lab(
      {
        handler(request) {
          const name = request.segments[0]!;
          handled.set(name, (handled.get(name) ?? 0) + 1);
          const answer = { code: Code.Content, payload: name };
          return request.segments.length > 1 ? Promise.resolve(answer) : answer;
        },
      },
      { loss: 0.2, duplicate: 0.3, reorder: 0.3, delayMs: 40 },
    );
    const client = bench.client({ nstart: 16, maxRetransmit: 10 });
    const names = Array.from({ length: 200 }, (_, i) => `r${i}`);
    const all = Promise.all(
      names.map((name, i) =>
        client.request({ host: "10.9.9.9", path: i % 3 === 0 ? [name, "slow"] : [name], timeoutMs: 1e7 }),
      ),
    );
    await bench.clock.advance(1_000_000);
    const responses = await all;
    expect(responses.map(({ payload }) => text(payload))).toEqual(names);
    expect([...handled.values()].every((count) => count === 1)).toBe(true);
    expect(handled.size).toBe(200);
    expect(bench.faults).toEqual([]);
  });

  it("a Non-confirmable request is handled at most once", async () => {
    let handled = 0;
    const bench = await lab(
      {
        handler() {
          handled++;
          return ok;
        },
      },
      { loss: 0.3, duplicate: 0.5, reorder: 0.5, delayMs: 40 },
    );
    const client = bench.client({ nstart: 64 });
    const all = Promise.allSettled(
      Array.from({ length: 60 }, () =>
        client.request({ url: "coap://10.9.9.9/a", confirmable: false, timeoutMs: 5000 }),
      ),
    );
    await bench.clock.advance(10_000);
    const answered = (await all).filter(({ status }) => status === "fulfilled").length;
    expect(handled).toBeLessThanOrEqual(60);
    expect(handled).toBeGreaterThanOrEqual(answered);
    expect(answered).toBeGreaterThan(10);
  });
});
