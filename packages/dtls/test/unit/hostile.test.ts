import { seededRandom } from "@thingwright/coap";
import { describe, expect, it } from "vitest";
import { Lab, psk, SERVER, type Side } from "../lab/lab.js";

/** Somebody on the network who sends whatever it likes, from wherever it likes. */
async function stranger(lab: Lab, address = "10.6.6.6", port = 666) {
  const transport = lab.network.transport({ address, port });
  const received: Uint8Array[] = [];
  await transport.open({ onDatagram: (datagram) => received.push(datagram), onError: () => undefined });
  const send = (datagram: Uint8Array) => transport.send(datagram, SERVER.address, SERVER.port);
  return { received, send, close: () => transport.close() };
}

/** The datagrams of a whole session, as the client sends them. */
async function recording(): Promise<readonly Uint8Array[]> {
  const lab = new Lab();
  const [, client] = [await lab.server(), await lab.client()];
  const sent: Uint8Array[] = [];
  lab.network.onSend = ({ from, bytes }) => void (from.address !== SERVER.address && sent.push(bytes));
  client.say("on");
  await lab.clock.advance(10);
  return sent;
}

async function stillServes(lab: Lab, server: Side): Promise<void> {
  const client = await lab.client();
  client.say("still there");
  await lab.clock.advance(3000);
  expect(server.texts).toContain("still there");
}

describe("a server among strangers", () => {
  it("keeps nothing for hellos without a cookie, and answers with less than it got", async () => {
    const [hello] = await recording();
    const lab = new Lab();
    const server = await lab.server();
    const mallory = await stranger(lab);
    for (let i = 0; i < 1000; i++) mallory.send(hello!);
    await lab.clock.advance(10);
    expect(server.transport.handshakeCount).toBe(0);
    expect(mallory.received.length).toBe(1000);
    expect(Math.max(...mallory.received.map(({ length }) => length))).toBeLessThanOrEqual(hello!.length);
    await stillServes(lab, server);
  });

  it("answers nothing to a cookie of somebody else but a new one", async () => {
    const [, hello] = await recording();
    const lab = new Lab();
    const server = await lab.server();
    const mallory = await stranger(lab);
    mallory.send(hello!);
    await lab.clock.advance(10);
    expect(server.transport.handshakeCount).toBe(0);
    expect(mallory.received.map((datagram) => datagram[13])).toEqual([3]);
  });

  it("stays as it is whatever byte of whatever datagram is changed, or left out at the end", async () => {
    const sent = await recording();
    const random = seededRandom(9);
    const lab = new Lab();
    const server = await lab.server();
    const mallory = await stranger(lab);
    for (const datagram of sent) {
      for (let at = 0; at < datagram.length; at++) {
        const changed = Buffer.from(datagram);
        changed[at] = Math.floor(random() * 256);
        mallory.send(changed);
        mallory.send(datagram.subarray(0, at));
      }
      await lab.clock.settle();
    }
    expect(server.texts).toEqual([]);
    expect(server.transport.sessionCount).toBe(0);
    await stillServes(lab, server);
  });

  it.each([0, 1, 2, 3, 4])(
    "lets a session stand when others send from its address (datagram %i changed)",
    async (which) => {
      const lab = new Lab();
      const local = { address: "10.0.0.5", port: 5000 };
      const [server, client] = [await lab.server(), await lab.client({}, local)];
      const sent: Uint8Array[] = [];
      lab.network.onSend = ({ from, bytes }) => void (from.address === local.address && sent.push(bytes));
      client.say("on");
      await lab.clock.advance(10);
      lab.network.onSend = undefined;
      const original = sent[Math.min(which, sent.length - 1)]!;
      for (let at = 0; at < original.length; at++) {
        const changed = Buffer.from(original);
        changed[at]! ^= 0x55;
        client.transport.peer(SERVER.address, SERVER.port);
        spoof(lab, local, changed);
      }
      await lab.clock.advance(100);
      client.say("off");
      await lab.clock.advance(10);
      expect(server.texts).toEqual(["on", "off"]);
    },
  );

  it("has a bounded number of handshakes under way, and those that come later still succeed", async () => {
    const lab = new Lab();
    const server = await lab.server({ limits: { maxHandshakes: 16 } });
    lab.network.onSend = ({ from, bytes }) => from.address === SERVER.address || !isKeyExchange(bytes);
    for (let i = 0; i < 100; i++) (await lab.client({}, { address: `10.1.0.${i}`, port: 1 })).say("never gets there");
    await lab.clock.advance(10);
    expect(server.transport.handshakeCount).toBe(16);
    lab.network.onSend = undefined;
    await stillServes(lab, server);
    await lab.clock.advance(120_000);
    expect(server.transport.handshakeCount).toBe(0);
  });

  it("closes the session that was silent longest when there are too many", async () => {
    const lab = new Lab();
    const server = await lab.server({ limits: { maxSessions: 2 } });
    const clients: Side[] = [];
    for (const address of ["10.1.0.1", "10.1.0.2", "10.1.0.3"]) {
      const client = await lab.client({}, { address, port: 1 });
      clients.push(client);
      client.say(address);
      await lab.clock.advance(10);
      if (clients.length === 2) clients[0]!.say("once more");
      await lab.clock.advance(10);
    }
    expect(clients.map(({ transport }) => transport.sessionCount)).toEqual([1, 0, 1]);
    expect(server.transport.sessionCount).toBe(2);
  });

  it("closes sessions that are silent for too long", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server({ limits: { idleTimeoutMs: 60_000 } }), await lab.client()];
    client.say("on");
    await lab.clock.advance(59_000);
    expect(server.transport.sessionCount).toBe(1);
    await lab.clock.advance(30_000);
    expect([server.transport.sessionCount, client.transport.sessionCount]).toEqual([0, 0]);
  });
});

describe("a client that starts anew at the same address", () => {
  it("gets a session of its own, and the one before ends", async () => {
    const lab = new Lab();
    const server = await lab.server();
    const local = { address: "10.0.0.5", port: 5000 };
    const before = await lab.client({}, local);
    before.say("before");
    await lab.clock.advance(10);
    lab.network.onSend = () => false;
    await before.transport.close();
    lab.network.onSend = undefined;
    const after = await lab.client({}, local);
    after.say("after");
    await lab.clock.advance(10);
    expect(server.received.map(({ text, address }) => [text, address])).toEqual([
      ["before", "10.0.0.5#1"],
      ["after", "10.0.0.5#2"],
    ]);
    expect(server.transport.sessionCount).toBe(1);
  });
});

describe("a server that lost its sessions", () => {
  it("is given a new one by a client that gets no answer", async () => {
    const lab = new Lab();
    const first = await lab.server();
    const client = await lab.client();
    client.say("on");
    await lab.clock.advance(10);
    lab.network.onSend = () => false;
    await first.transport.close();
    lab.network.onSend = undefined;
    const second = await lab.server();
    for (const text of ["lost", "lost again", "lost for good"]) client.say(text);
    await lab.clock.advance(13_000);
    client.say("found");
    await lab.clock.advance(10);
    expect(second.texts).toEqual(["found"]);
  });
});

describe("a client that heard of nothing for long", () => {
  it("keeps its session when it had only acknowledged", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    client.say("observe");
    await lab.clock.advance(10);
    server.answer("notification");
    await lab.clock.advance(10);
    client.say("acknowledgement");
    await lab.clock.advance(600_000);
    client.say("request");
    await lab.clock.advance(10);
    expect(new Set(server.received.map(({ address }) => address)).size).toBe(1);
  });
});

describe("a connection ID", () => {
  it("keeps a session when the client shows up at another address", async () => {
    const lab = new Lab();
    const server = await lab.server();
    const nat = new Lab();
    expect(nat.network).not.toBe(lab.network);
    const client = await lab.client({}, { address: "10.0.0.5", port: 5000 });
    client.say("home");
    await lab.clock.advance(10);
    const sent: Uint8Array[] = [];
    lab.network.onSend = ({ from, bytes }) => {
      if (from.address !== "10.0.0.5") return true;
      sent.push(bytes);
      return false;
    };
    client.say("away");
    await lab.clock.advance(10);
    const elsewhere = await stranger(lab, "10.0.0.99", 9);
    elsewhere.send(sent[0]!);
    await lab.clock.advance(10);
    server.answer("welcome");
    await lab.clock.advance(10);
    expect(server.received.map(({ text, address, port }) => [text, address, port])).toEqual([
      ["home", "10.0.0.5#1", 5000],
      ["away", "10.0.0.5#1", 5000],
    ]);
    expect(server.transport.peer("10.0.0.5#1", 5000)).toMatchObject({ address: "10.0.0.99", port: 9 });
    expect(elsewhere.received.length).toBe(1);
  });

  it("moves no session for a record that was seen before", async () => {
    const lab = new Lab();
    const server = await lab.server();
    const client = await lab.client({ client: { psk } }, { address: "10.0.0.5", port: 5000 });
    const sent: Uint8Array[] = [];
    lab.network.onSend = ({ from, bytes }) => void (from.address === "10.0.0.5" && sent.push(bytes));
    client.say("home");
    await lab.clock.advance(10);
    const elsewhere = await stranger(lab, "10.0.0.99", 9);
    for (const datagram of sent) elsewhere.send(datagram);
    await lab.clock.advance(10);
    expect(server.transport.peer("10.0.0.5#1", 5000)).toMatchObject({ address: "10.0.0.5", port: 5000 });
  });
});

const isKeyExchange = (datagram: Uint8Array): boolean => datagram[0] === 22 && datagram[13] === 16;

/** Delivers a datagram to the server as if it came from `from`: a second host cannot have the address, but can forge it. */
function spoof(lab: Lab, from: { address: string; port: number }, datagram: Uint8Array): void {
  (lab.network as unknown as { carry(a: object, b: object, c: Uint8Array): void }).carry(from, SERVER, datagram);
}
