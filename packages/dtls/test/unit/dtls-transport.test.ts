import { CredentialsError, NetworkError, TimeoutError, UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { dtlsTransport } from "../../src/index.js";
import { Lab, psk, SERVER } from "../lab/lab.js";

describe("a session by a pre-shared key", () => {
  it("carries datagrams both ways, and tells the server who it is", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    client.say("how warm is it");
    await lab.clock.advance(10);
    expect(server.texts).toEqual(["how warm is it"]);
    const [{ address, port }] = server.received as [(typeof server.received)[0]];
    expect(server.transport.peer(address, port)).toMatchObject({ by: "psk", identity: psk.identity });
    server.answer("21.5");
    await lab.clock.advance(10);
    expect(client.received).toEqual([{ text: "21.5", ...SERVER }]);
    expect(client.transport.peer(SERVER.address, SERVER.port)?.cipherSuite).toMatch(/^TLS_.*PSK/);
  });

  it.each([
    "TLS_PSK_WITH_AES_128_CCM_8",
    "TLS_PSK_WITH_AES_128_CCM",
    "TLS_PSK_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256",
    "TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256",
  ])("speaks %s", async (cipherSuite) => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client({ cipherSuites: [cipherSuite] })];
    client.say("on");
    await lab.clock.advance(10);
    expect(server.texts).toEqual(["on"]);
    expect(client.transport.peer(SERVER.address, SERVER.port)?.cipherSuite).toBe(cipherSuite);
  });

  it("shows nothing of what it carries, and repeats no ciphertext", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    const seen: string[] = [];
    lab.network.onSend = ({ bytes }) => void seen.push(Buffer.from(bytes).toString("latin1"));
    for (let i = 0; i < 3; i++) {
      client.say("open the door");
      await lab.clock.advance(10);
    }
    expect(server.texts.length).toBe(3);
    expect(seen.filter((each) => each.includes("open the door"))).toEqual([]);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("looks keys up with a promise, too", async () => {
    const lab = new Lab();
    const server = await lab.server({ server: { psk: async () => psk.key, pskIdentityHint: "building 7" } });
    const client = await lab.client();
    client.say("on");
    await lab.clock.advance(10);
    expect(server.texts).toEqual(["on"]);
  });

  it("sends once what is sent again while the handshake lasts", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    const bytes = Buffer.from("once");
    for (let i = 0; i < 3; i++) client.transport.send(bytes, SERVER.address, SERVER.port);
    await lab.clock.advance(10);
    expect(server.texts).toEqual(["once"]);
  });

  it("ends when one side closes, and the next datagram opens another", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client({}, { port: 4000, address: "10.0.0.5" })];
    client.say("on");
    await lab.clock.advance(10);
    await client.transport.close();
    await lab.clock.advance(10);
    expect(server.transport.sessionCount).toBe(0);
    expect(server.transport.peer("10.0.0.5#1", 4000)).toBeUndefined();
    server.answer("too late");
    await lab.clock.advance(10);
    expect(server.failures).toEqual([expect.any(NetworkError)]);
    const again = await lab.client({}, { port: 4000, address: "10.0.0.5" });
    again.say("off");
    await lab.clock.advance(10);
    expect(server.received.map(({ address }) => address)).toEqual(["10.0.0.5#1", "10.0.0.5#2"]);
  });
});

describe("a handshake that cannot succeed", () => {
  it("tells a client whose identity is not known", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client({ client: { psk: { ...psk, identity: "who" } } })];
    client.say("on");
    await lab.clock.advance(10);
    expect(client.failures).toEqual([expect.any(CredentialsError)]);
    expect(client.failures[0]).toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    expect(server.errors).toEqual([expect.objectContaining({ alert: "unknown_psk_identity" })]);
    expect(server.texts).toEqual([]);
  });

  it("tells a client whose key is another one, after a few tries", async () => {
    const lab = new Lab();
    const key = Buffer.from("another secret!!");
    const [server, client] = [await lab.server(), await lab.client({ client: { psk: { ...psk, key } } })];
    client.say("on");
    await lab.clock.advance(10_000);
    expect(client.failures).toEqual([expect.any(CredentialsError)]);
    expect(server.transport.handshakeCount).toBe(0);
    expect([...client.errors, ...server.errors].join()).not.toContain("secret");
  });

  it("is refused when there is no suite in common", async () => {
    const lab = new Lab();
    const server = await lab.server({ cipherSuites: ["TLS_PSK_WITH_AES_128_CCM"] });
    const client = await lab.client({ cipherSuites: ["TLS_PSK_WITH_AES_128_CCM_8"] });
    client.say("on");
    await lab.clock.advance(10);
    expect(client.failures).toEqual([expect.objectContaining({ code: "WOT_REMOTE", status: "handshake_failure" })]);
    expect(server.texts).toEqual([]);
  });

  it("ends after its time when nobody answers", async () => {
    const lab = new Lab();
    const client = await lab.client({ limits: { handshakeTimeoutMs: 20_000 } });
    client.say("on");
    await lab.clock.advance(19_999);
    expect(client.failures).toEqual([]);
    await lab.clock.advance(1);
    expect(client.failures).toEqual([expect.any(TimeoutError)]);
    expect(client.transport.handshakeCount).toBe(0);
  });

  it("fails what is sent beyond the limit while it lasts", async () => {
    const lab = new Lab();
    const client = await lab.client({ limits: { maxQueuedDatagrams: 2 } });
    for (const text of ["a", "b", "c"]) client.say(text);
    await lab.clock.settle();
    expect(client.failures).toEqual([expect.any(NetworkError)]);
  });
});

describe("a bad network", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "keeps no handshake from its end with three datagrams of ten lost (seed %i)",
    async (seed) => {
      const { seededRandom } = await import("@thingwright/coap");
      const lab = new Lab({ loss: 0.3, duplicate: 0.2, reorder: 0.3, delayMs: 20, random: seededRandom(seed) });
      const [server, client] = [await lab.server(), await lab.client()];
      client.say("on");
      while (client.transport.sessionCount === 0 && lab.clock.now() < 60_000) await lab.clock.advance(100);
      expect([client.transport.sessionCount, server.transport.sessionCount]).toEqual([1, 1]);
      for (let i = 0; i < 40; i++) client.say(`${i}`);
      await lab.clock.advance(1000);
      // Some are lost, none comes twice.
      expect(server.texts.length).toBeGreaterThan(10);
      expect(new Set(server.texts).size).toBe(server.texts.length);
    },
  );

  it("that loses the last flight gets it again", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    let sent = 0;
    lab.network.onSend = ({ from }) => from.address !== SERVER.address || ++sent !== 3;
    client.say("on");
    await lab.clock.advance(10);
    expect([server.transport.sessionCount, client.transport.sessionCount]).toEqual([1, 0]);
    await lab.clock.advance(1000);
    expect(client.transport.sessionCount).toBe(1);
    expect(server.texts).toEqual(["on"]);
  });

  it("with small datagrams carries a handshake in fragments", async () => {
    const lab = new Lab();
    const limits = { maxDatagramBytes: 256 };
    const identity = "x".repeat(2000);
    const server = await lab.server({ limits, server: { psk: () => psk.key } });
    const client = await lab.client({ limits, client: { psk: { ...psk, identity } } });
    const sizes: number[] = [];
    lab.network.onSend = ({ bytes }) => void sizes.push(bytes.length);
    client.say("on");
    await lab.clock.advance(10);
    expect(server.texts).toEqual(["on"]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
  });

  it("that replays every datagram delivers each once", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    const recorded: Uint8Array[] = [];
    lab.network.onSend = ({ from, bytes }) => void (from.address !== SERVER.address && recorded.push(bytes));
    const local = { address: "10.0.0.77", port: 7 };
    client.say("on");
    await lab.clock.advance(10);
    client.say("off");
    await lab.clock.advance(10);
    const replayer = lab.network.transport(local);
    await replayer.open({ onDatagram: () => undefined, onError: () => undefined });
    lab.network.onSend = undefined;
    for (const datagram of recorded) replayer.send(datagram, SERVER.address, SERVER.port);
    await lab.clock.advance(5000);
    expect(server.texts).toEqual(["on", "off"]);
    expect(server.transport.sessionCount).toBe(1);
  });
});

describe("options", () => {
  it.each([
    [{}, "WOT_ARGUMENT"],
    [{ client: {} }, "WOT_ARGUMENT"],
    [{ client: { psk: { identity: "a", key: Buffer.alloc(0) } } }, "WOT_RANGE"],
    [{ client: { trust: {} } }, "WOT_ARGUMENT"],
    [{ client: { psk }, cipherSuites: ["TLS_NULL_WITH_NULL_NULL"] }, "WOT_ARGUMENT"],
    [{ client: { psk }, connectionIdBytes: 200 }, "WOT_RANGE"],
    [{ client: { psk }, limits: { maxSessions: 0 } }, "WOT_RANGE"],
    [{ client: { psk }, limits: { maxDatagramBytes: 20 } }, "WOT_RANGE"],
  ])("that make no transport are refused (%#)", (options, code) => {
    const over = new Lab().network.transport();
    const make = () => dtlsTransport({ over, ...options });
    expect(make).toThrow(UsageError);
    expect(make).toThrow(expect.objectContaining({ code }));
  });
});
