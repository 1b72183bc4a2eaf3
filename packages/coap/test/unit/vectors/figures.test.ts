import { describe, expect, it } from "vitest";
import {
  type CoapClient,
  Code,
  coapClient,
  decodeMessage,
  encodeMessage,
  manualClock,
  memoryNetwork,
  seededRandom,
} from "../../../src/index.js";
import { lab, SERVER } from "../../lab/lab.js";
import { figureBytes, figureMessages } from "../../vectors/figures.js";
import { appendixA } from "../../vectors/rfc7252-appendix-a.js";

const all: readonly { readonly section: string; readonly bytes: Uint8Array }[] = [
  ...appendixA.map(({ section, hex }) => ({ section, bytes: new Uint8Array(Buffer.from(hex, "hex")) })),
  ...figureMessages,
];

/** Every prefix of a message, and every message that differs from it in one byte. */
function* spoilt(whole: Uint8Array): Generator<Uint8Array> {
  for (let length = 0; length < whole.length; length++) yield whole.subarray(0, length);
  for (let at = 0; at < whole.length; at++) {
    for (let value = 0; value < 256; value++) {
      const mutated = Uint8Array.from(whole);
      mutated[at] = value;
      yield mutated;
    }
  }
}

describe("A message of an RFC's figure", () => {
  it.each(figureBytes)("has the bytes that $section has", ({ section, hex }) => {
    const message = figureMessages.find((each) => each.section === section);
    expect(Buffer.from(message!.bytes).toString("hex")).toBe(hex);
  });

  it.each(all)(
    "of $section is read from any prefix and with any byte changed, or refused; what is read, is written the same",
    ({ bytes: whole }) => {
      let read = 0;
      for (const datagram of spoilt(whole)) {
        const decoded = decodeMessage(datagram);
        if (!decoded.ok) continue;
        read++;
        // There is one way to write a message.
        if (Buffer.compare(encodeMessage(decoded.message), datagram) !== 0)
          throw new Error(`not written as it was read: ${Buffer.from(datagram).toString("hex")}`);
      }
      expect(read).toBeGreaterThan(256);
    },
  );
});

describe("A server and a client that get the messages of the figures, spoilt in every way", () => {
  it("go on to serve and to ask", { timeout: 60_000 }, async () => {
    const bench = await lab({ handler: () => ({ code: Code.Content, payload: "fine" }), maxPeers: 64 });
    const peer = await bench.rawPeer();
    for (const { bytes } of all) {
      for (const datagram of spoilt(bytes)) peer.sendBytes(datagram);
      await bench.clock.advance(100);
      peer.take();
    }
    const fresh = await bench.rawPeer();
    fresh.send({ type: 0, code: Code.GET, messageId: 1 });
    await bench.clock.advance(100);
    expect(fresh.take().map(({ code }) => code)).toEqual([Code.Content]);
    expect(bench.faults.filter(({ message }) => !message.includes("maxWaitingPerPeer"))).toEqual([]);
  });

  it("is asked for what it has sent, and takes nothing else for an answer", { timeout: 60_000 }, async () => {
    const clock = manualClock(1000);
    const network = memoryNetwork({ clock, random: seededRandom(7) });
    const server = network.transport(SERVER);
    let asked: { readonly address: string; readonly port: number } | undefined;
    await server.open({
      onDatagram: (_, address, port) => {
        asked = { address, port };
      },
      onError: () => undefined,
    });
    const faults: unknown[] = [];
    const client: CoapClient = coapClient({
      clock,
      random: seededRandom(5),
      transport: network.transport(),
      onError: (error) => faults.push(error),
    });
    let outcome = "open";
    client.request({ url: `coap://${SERVER.address}/status`, timeoutMs: 600_000 }).then(
      ({ code }) => {
        outcome = String(code);
      },
      (error: { code: string }) => {
        outcome = error.code;
      },
    );
    await clock.advance(10);
    for (const { bytes } of all)
      for (const datagram of spoilt(bytes)) server.send(datagram, asked!.address, asked!.port);
    await clock.advance(10);
    expect(outcome).toBe("open");
    await clock.advance(700_000);
    expect(outcome).toBe("WOT_TIMEOUT");
    expect(faults).toEqual([]);
    await client.close();
  });
});
