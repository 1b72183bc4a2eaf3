import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Code, coapServer, decodeMessage, memoryNetwork, OptionNumber } from "../../../src/index.js";
import { MessageView } from "../../../src/message/message-view.js";
import { fileStore, memoryStore, type OscoreStore, oscoreContexts } from "../../../src/oscore/index.js";
import { decodeOscoreOption } from "../../../src/oscore/oscore-option.js";
import { sequenceOf } from "../../../src/oscore/partial-iv.js";
import { lab, SERVER, within } from "../../lab/lab.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";

const url = `coap://${SERVER.address}/door`;
const REQUEST = Uint8Array.of(0x40, 1, 0, 1, 0xb1, 0x61);
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "oscore-"));
  folders.push(folder);
  return folder;
}

/** Sequence number of a protected request. */
function sequenceIn(bytes: Uint8Array): number {
  const decoded = decodeMessage(bytes);
  const option = decoded.ok ? decoded.message.options.find(({ number }) => number === OptionNumber.OSCORE) : undefined;
  return sequenceOf(decodeOscoreOption(option!.value)!.partialIv!);
}

/** A store that loses nothing but can be made to refuse. */
function brittleStore(): OscoreStore & { broken: boolean; reservations: number } {
  const inner = memoryStore();
  return {
    broken: false,
    reservations: 0,
    async reserve(key, count) {
      this.reservations++;
      if (this.broken) throw new Error("the disk is full");
      return inner.reserve(key, count);
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the sequence numbers of a context", () => {
  it("are never used twice, however often the process ends without a word", async () => {
    const folder = await newFolder();
    const seen = new Set<number>();
    let requests = 0;
    for (let run = 0; run < 5; run++) {
      await using store = fileStore(folder);
      const context = await clientContext({ store, sequenceBatch: 16 });
      for (let i = 0; i < 3 * run; i++, requests++) seen.add(sequenceIn(context.protect(REQUEST).bytes));
    }
    expect(seen.size).toBe(requests);
  });

  it("are not shared by two contexts with the same keys", async () => {
    await using store = fileStore(await newFolder());
    const contexts = await Promise.all([1, 2, 3].map(() => clientContext({ store, sequenceBatch: 64 })));
    const seen = contexts.flatMap((context) =>
      Array.from({ length: 64 }, () => sequenceIn(context.protect(REQUEST).bytes)),
    );
    expect(new Set(seen).size).toBe(192);
  });

  it("are reserved before they run out, without a wait", async () => {
    const store = brittleStore();
    const context = await clientContext({ store, sequenceBatch: 4 });
    for (let i = 0; i < 100; i++) {
      expect(sequenceIn(context.protect(REQUEST).bytes)).toBe(i);
      await turn();
    }
    expect(store.reservations).toBeLessThanOrEqual(51);
  });

  it("are not handed out when they could not be reserved, and are again once they could", async () => {
    const store = brittleStore();
    const context = await clientContext({ store, sequenceBatch: 2 });
    store.broken = true;
    const spend = async () => {
      for (let i = 0; i < 10; i++) {
        context.protect(REQUEST);
        await turn();
      }
    };
    await expect(spend()).rejects.toMatchObject({ code: "WOT_STATE", cause: new Error("the disk is full") });
    store.broken = false;
    await turn();
    expect(() => context.protect(REQUEST)).toThrow();
    await turn();
    expect(sequenceIn(context.protect(REQUEST).bytes)).toBe(2);
  });

  it("are none when the store cannot be written at the start", async () => {
    const store = brittleStore();
    store.broken = true;
    await expect(clientContext({ store })).rejects.toThrow("the disk is full");
  });

  it("end at 2^40 − 1", async () => {
    const store: OscoreStore = { reserve: async () => ({ first: 2 ** 40 - 1, isNew: false }) };
    const context = await clientContext({ store });
    expect(sequenceIn(context.protect(REQUEST).bytes)).toBe(2 ** 40 - 1);
    expect(() => context.protect(REQUEST)).toThrow("no sequence number left");
  });
});

describe("a server that was started again", () => {
  it("takes a request only once its client has echoed, which the client does by itself", async () => {
    const store = memoryStore();
    await serverContext({ store });
    let handled = 0;
    const handler = () => ({ code: Code.Content, payload: `${++handled}` });
    const it = await lab({ handler, oscore: oscoreContexts({ contexts: [await serverContext({ store })] }) });
    let datagrams = 0;
    it.network.onSend = () => {
      datagrams++;
      return undefined;
    };
    const client = it.client({ oscore: await clientContext() });
    expect((await within(it.clock, 1000, client.request({ url }))).code).toBe(Code.Content);
    expect([handled, datagrams]).toEqual([1, 4]);
    await within(it.clock, 1000, client.request({ url }));
    expect([handled, datagrams]).toEqual([2, 6]);
  });

  it("takes up an observation after an Echo", async () => {
    const store = memoryStore();
    await serverContext({ store });
    const oscore = oscoreContexts({ contexts: [await serverContext({ store })] });
    const it = await lab({
      oscore,
      handler({ observe }) {
        observe?.accept();
        return { code: Code.Content, payload: "on" };
      },
    });
    const client = it.client({ oscore: await clientContext() });
    const observation = await within(it.clock, 1000, client.observe({ url }));
    expect(observation.established).toBe(true);
    expect(it.server.observerCount).toBe(1);
  });

  it("handles nothing of what was recorded before, in whatever order it is sent again", async () => {
    const store = memoryStore();
    const network = memoryNetwork();
    let handled = 0;
    const start = async () => {
      const oscore = oscoreContexts({ contexts: [await serverContext({ store })] });
      const handler = () => {
        handled++;
        return { code: Code.Changed };
      };
      const server = coapServer({ transport: network.transport(SERVER), oscore, handler });
      await server.listen();
      return server;
    };
    const client = await clientContext();
    const recorded = Array.from({ length: 10 }, (_, i) => {
      const bytes = Uint8Array.from(client.protect(REQUEST).bytes);
      bytes[3] = i;
      return bytes;
    });
    const attacker = network.transport();
    const answers: Uint8Array[] = [];
    await attacker.open({ onDatagram: (bytes) => answers.push(bytes), onError: () => undefined });
    const replay = async () => {
      for (const bytes of recorded) attacker.send(bytes, SERVER.address, SERVER.port);
      await turn();
    };
    await using first = await start();
    await replay();
    expect(handled).toBe(10);
    await first.close();
    await using _second = await start();
    await replay();
    recorded.reverse();
    await replay();
    expect(handled).toBe(10);
    expect(answers.length).toBeGreaterThan(10);
  });

  it("never seals two challenges with one nonce", async () => {
    const store = memoryStore();
    await serverContext({ store });
    const contexts = oscoreContexts({ contexts: [await serverContext({ store })] });
    const request = (await clientContext()).protect(REQUEST).bytes;
    const pivs = Array.from({ length: 5 }, () => {
      const { view, refusal } = contexts.open(new MessageView(request));
      expect(refusal?.code).toBe(Code.Unauthorized);
      return sequenceIn(view.protector!.protect(Uint8Array.of(0x60, 0x81, 0, 1)));
    });
    expect(new Set(pivs).size).toBe(5);
  });
});
