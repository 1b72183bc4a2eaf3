import { describe, expect, it } from "vitest";
import {
  type CoapHandler,
  Code,
  type Datagram,
  decodeMessage,
  OptionNumber,
  type RequestOpener,
  seededRandom,
} from "../../../src/index.js";
import {
  memoryStore,
  type OscoreContext,
  oscoreContexts,
  type RenewedContextOptions,
} from "../../../src/oscore/index.js";
import { decodeOscoreOption, type OscoreOption } from "../../../src/oscore/oscore-option.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { renewedClient, renewedServer } from "../../lab/oscore-pair.js";
import { text } from "../../lab/raw-peer.js";

const url = `coap://${SERVER.address}/door`;

/** The OSCORE option of a datagram. */
function headerOf(bytes: Uint8Array): OscoreOption {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) throw new Error(decoded.fault);
  return decodeOscoreOption(decoded.message.options.find(({ number }) => number === OptionNumber.OSCORE)!.value)!;
}

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");
const isOfServer = ({ from }: Datagram): boolean => from.port === SERVER.port && from.address === SERVER.address;

/** A client and a server that renew their context, and can lose it. Counts what is handled. */
async function renewingLab(handler?: CoapHandler, options: Partial<RenewedContextOptions> = {}) {
  const handled: string[] = [];
  let opener: RequestOpener = { open: () => expect.unreachable() };
  let context: OscoreContext;
  const it = await lab({
    oscore: { open: (view) => opener.open(view) },
    handler(request) {
      handled.push(text(request.payload));
      return handler?.(request) ?? { code: Code.Changed, payload: request.payload };
    },
  });
  const sent: Datagram[] = [];
  it.network.onSend = (datagram) => {
    sent.push({ ...datagram, bytes: Uint8Array.from(datagram.bytes) });
    return undefined;
  };
  const client = it.client({ oscore: { protect: (...request) => context.protect(...request) } });
  const restartServer = async () => {
    opener = oscoreContexts({ contexts: [await renewedServer({ clock: it.clock, name: "phone", ...options })] });
  };
  const restartClient = async () => {
    context = await renewedClient();
  };
  await restartServer();
  await restartClient();
  const attacker = await it.rawPeer();
  let messageId = 0;
  return {
    ...it,
    client,
    sent,
    handled,
    attacker,
    restartServer,
    restartClient,
    setOpener: (other: RequestOpener) => {
      opener = other;
    },
    request: (payload: string) => within(it.clock, 5_000, client.request({ url, method: Code.POST, payload })),
    /** Sends datagrams again, so that the server takes none for a duplicate of the message layer. */
    async replay(datagrams: readonly Datagram[]) {
      for (const { bytes } of datagrams) {
        const copy = Buffer.from(bytes);
        copy.writeUInt16BE(messageId++ & 0xffff, 2);
        attacker.sendBytes(copy);
      }
      await it.clock.advance(1_000);
    },
  };
}

describe("a context with renewal", () => {
  it("is agreed on with the first request, in the steps of RFC 8613 §B.2", async () => {
    const { request, sent, handled } = await renewingLab();
    expect(text((await request("open")).payload)).toBe("open");
    expect(handled).toEqual(["open"]);
    const [request1, response1, request2, response2] = sent.map(({ bytes }) => hex(headerOf(bytes).kidContext));
    // R1, R2 and R2 ‖ R3 as CBOR byte strings of 8, 16 and 24 bytes.
    expect(request1).toMatch(/^48[0-9a-f]{16}$/);
    expect(response1).toMatch(/^50[0-9a-f]{32}$/);
    expect(request2).toMatch(/^5818[0-9a-f]{48}$/);
    expect(request2!.slice(4, 36)).toBe(response1!.slice(2));
    expect(response2).toBe("");
    expect(sent).toHaveLength(4);
  });

  it("takes no more round trips from then on, and names its ID Context as it is", async () => {
    const { request, sent } = await renewingLab();
    await request("first");
    const idContext = hex(headerOf(sent[2]!.bytes).kidContext).slice(4);
    await request("second");
    await request("third");
    expect(sent).toHaveLength(8);
    expect(hex(headerOf(sent[4]!.bytes).kidContext)).toBe(idContext);
  });

  it("is never the same twice", async () => {
    const { request, restartServer, restartClient, sent } = await renewingLab();
    for (let i = 0; i < 20; i++) {
      await request("open");
      await (i % 2 === 0 ? restartServer() : restartClient());
    }
    const contexts = sent.filter((datagram) => !isOfServer(datagram)).map(({ bytes }) => headerOf(bytes));
    const uses = contexts.map(({ kidContext, partialIv }) => `${hex(kidContext)} ${hex(partialIv)}`);
    expect(new Set(uses).size).toBe(uses.length);
  });

  it("serves requests at one time from the first on, each handled once", async () => {
    const { client, clock, handled } = await renewingLab();
    const payloads = Array.from({ length: 20 }, (_, i) => `request ${i}`);
    const answers = payloads.map((payload) => client.request({ url, method: Code.POST, payload }));
    const all = await within(clock, 60_000, Promise.all(answers));
    expect(all.map(({ payload }) => text(payload))).toEqual(payloads);
    expect(handled.toSorted()).toEqual(payloads.toSorted());
  });

  it("is agreed on by the first block of a body, and carries large bodies both ways", async () => {
    const { request } = await renewingLab();
    const large = "x".repeat(5_000);
    expect(text((await request(large)).payload)).toBe(large);
  });

  it("is agreed on by Non-confirmable requests", async () => {
    const { client, clock } = await renewingLab();
    const response = await within(clock, 5_000, client.request({ url, method: Code.POST, confirmable: false }));
    expect(response.code).toBe(Code.Changed);
  });

  it("is agreed on by a request without interest in responses, which is handled once", async () => {
    const { client, clock, handled } = await renewingLab();
    const quiet = client.request({ url, method: Code.POST, payload: "open", noResponse: true });
    expect((await within(clock, 5_000, quiet)).code).toBe(Code.Empty);
    expect(handled).toEqual(["open"]);
  });

  it("is agreed on by a registration, and by one that is renewed", async () => {
    const observing: CoapHandler = ({ observe }) => {
      observe?.accept();
      return { code: Code.Content, payload: "closed", maxAgeSeconds: 10 };
    };
    const { client, clock, handled, restartServer } = await renewingLab(observing);
    const observation = await within(clock, 5_000, client.observe({ url }));
    expect(observation.established).toBe(true);
    await restartServer();
    await clock.advance(30_000);
    expect(handled.length).toBeGreaterThan(1);
    expect([observation.established, observation.ended]).toEqual([true, false]);
  });

  it("serves both directions, each with keys of its own", async () => {
    const [one, two] = [await renewedClient(), await renewedServer()];
    const there = await lab({ handler: () => ({ code: Code.Content }), oscore: oscoreContexts({ contexts: [two] }) });
    const back = await lab({ handler: () => ({ code: Code.Content }), oscore: oscoreContexts({ contexts: [one] }) });
    for (let i = 0; i < 3; i++) {
      expect((await within(there.clock, 5_000, there.client({ oscore: one }).request({ url }))).code).toBe(
        Code.Content,
      );
      expect((await within(back.clock, 5_000, back.client({ oscore: two }).request({ url }))).code).toBe(Code.Content);
    }
  });
});

describe("after the loss of a context", () => {
  it.each([
    ["the server", [true, false]],
    ["the client", [false, true]],
    ["both", [true, true]],
  ])("of %s the next request succeeds", async (_, [server, client]) => {
    const it = await renewingLab();
    await it.request("before");
    if (server) await it.restartServer();
    if (client) await it.restartClient();
    it.sent.length = 0;
    expect(text((await it.request("after")).payload)).toBe("after");
    expect(it.sent).toHaveLength(4);
    expect(it.handled).toEqual(["before", "after"]);
  });

  it("nothing of before is handled, whoever lost it, and whatever comes between", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const it = await renewingLab();
      const asked: string[] = [];
      for (let step = 0; step < 25; step++) {
        const choice = random();
        if (choice < 0.15) await it.restartServer();
        else if (choice < 0.3) await it.restartClient();
        else if (choice < 0.6) {
          const recorded = it.sent.filter((datagram) => !isOfServer(datagram) && random() < 0.5);
          if (random() < 0.5) recorded.reverse();
          await it.replay(recorded.slice(0, 40));
        } else {
          asked.push(`${seed} ${step}`);
          expect(text((await it.request(asked.at(-1)!)).payload)).toBe(asked.at(-1));
        }
        expect(it.handled).toEqual(asked);
      }
      expect(it.faults).toEqual([]);
    }
  });
});

describe("a server that renews its contexts", () => {
  it("knows its R2 among any number of replays of first requests", async () => {
    const it = await renewingLab();
    await it.request("first");
    const [first] = it.sent;
    let flooded = 0;
    it.network.onSend = (datagram) => {
      // While the client is about to send its second request.
      if (isOfServer(datagram) && flooded === 0) {
        flooded = 2_000;
        for (let i = 0; i < flooded; i++) {
          const copy = Buffer.from(first!.bytes);
          copy.writeUInt16BE(i, 2);
          it.attacker.sendBytes(copy);
        }
      }
      return undefined;
    };
    await it.restartClient();
    expect(text((await it.request("second")).payload)).toBe("second");
    expect(flooded).toBe(2_000);
    expect(it.handled).toEqual(["first", "second"]);
  });

  it("handles no request that was held back for longer than renewalTimeoutMs", async () => {
    for (const [waitMs, count] of [
      [9_000, 1],
      [11_000, 0],
    ] as const) {
      const it = await renewingLab(undefined, { renewalTimeoutMs: 10_000 });
      const held: Datagram[] = [];
      it.network.onSend = (datagram) => {
        if (isOfServer(datagram) || headerOf(datagram.bytes).kidContext!.length < 20) return undefined;
        held.push({ ...datagram, bytes: Uint8Array.from(datagram.bytes) });
        return false;
      };
      const startMs = it.clock.now();
      const given = it.client.request({ url, method: Code.POST, payload: "open", timeoutMs: 5_000 });
      await expect(within(it.clock, 6_000, given)).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
      await it.clock.advance(startMs + waitMs - it.clock.now());
      it.network.onSend = undefined;
      await it.replay(held.slice(0, 1));
      expect(it.handled).toHaveLength(count);
    }
  });

  it("asks a client that comes later than that once more", async () => {
    const it = await renewingLab(undefined, { renewalTimeoutMs: 500 });
    let requests = 0;
    // Request #2 is lost, and repeated after two seconds or more.
    it.network.onSend = (datagram) => (!isOfServer(datagram) && ++requests === 2 ? false : undefined);
    expect(text((await it.request("open")).payload)).toBe("open");
    expect([it.handled, requests]).toEqual([["open"], 4]);
  });
});

describe("a client whose server is never content", () => {
  /** A server that has lost its state with each request. */
  async function forgetfulLab() {
    const it = await renewingLab();
    const servers = await Promise.all(Array.from({ length: 10 }, () => renewedServer()));
    it.setOpener({ open: (view) => oscoreContexts({ contexts: [servers.pop()!] }).open(view) });
    return it;
  }

  it("gives a request up after three renewals", async () => {
    const it = await forgetfulLab();
    await expect(it.request("open")).rejects.toMatchObject({ code: "WOT_PROTOCOL", section: "RFC 8613 §B.2" });
    expect([it.handled, it.sent.length]).toEqual([[], 8]);
  });

  it("gives a registration up as early", async () => {
    const it = await forgetfulLab();
    const failed = within(it.clock, 5_000, it.client.observe({ url }));
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL", section: "RFC 8613 §B.2" });
    expect(it.sent).toHaveLength(8);
  });
});

describe("a context is refused", () => {
  const store = memoryStore();
  it.each([
    ["without a store and without renewal", { renewal: undefined }, "WOT_ARGUMENT"],
    ["with renewal and a store", { store }, "WOT_ARGUMENT"],
    ["with renewal and an ID Context", { idContext: Uint8Array.of(1) }, "WOT_ARGUMENT"],
    ["with renewal in no time", { renewalTimeoutMs: 0 }, "WOT_RANGE"],
    ["with renewal and a short key", { masterSecret: new Uint8Array(15) }, "WOT_RANGE"],
  ])("%s", async (_, options, code) => {
    await expect(renewedClient(options as Partial<RenewedContextOptions>)).rejects.toMatchObject({ code });
  });
});
