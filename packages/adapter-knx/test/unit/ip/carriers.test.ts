import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import type { WotError } from "@thingwright/errors";
import { afterEach, describe, expect, it } from "vitest";
import type { CarrierListener } from "../../../src/ip/carrier.js";
import { encodeMessage, type Message } from "../../../src/ip/message.js";
import { tcp } from "../../../src/ip/tcp.js";
import { udp } from "../../../src/ip/udp.js";

const ends: (() => void)[] = [];
const { signal } = new AbortController();

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Hears messages and losses; `next` waits for one of either. */
class Hearing implements CarrierListener {
  readonly messages: Message[] = [];
  readonly losses: WotError[] = [];

  message(message: Message): void {
    this.messages.push(message);
  }

  lost(error: WotError): void {
    this.losses.push(error);
  }

  until(holds: (hearing: this) => boolean): Promise<void> {
    return expect.poll(() => holds(this), { interval: 1, timeout: 2000 }).toBe(true);
  }
}

async function udpPeer(onMessage: (bytes: Buffer, port: number, socket: Socket) => void): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  socket.on("message", (bytes, { port }) => onMessage(bytes, port, socket));
  ends.push(() => socket.close());
  return socket.address().port;
}

describe("UDP", () => {
  it("carries messages there and back, and tells the address to answer to", async () => {
    const port = await udpPeer((bytes, from, socket) => {
      socket.send("nonsense", from, "127.0.0.1");
      socket.send(bytes, from, "127.0.0.1");
    });
    const hearing = new Hearing();
    const carrier = await udp({ address: "localhost", port }, false)(hearing, signal);
    ends.push(() => carrier.close());
    expect(carrier.local).toEqual({ address: "127.0.0.1", port: expect.any(Number) });
    carrier.send(encodeMessage(0x0201, Uint8Array.of(1)));
    await hearing.until(({ messages }) => messages.length === 1);
    carrier.close();
    carrier.close();
    carrier.send(encodeMessage(0x0201, Uint8Array.of(1)));
  });

  it("lets a peer behind an address translation answer to where messages come from", async () => {
    const port = await udpPeer(() => {});
    const carrier = await udp({ address: "127.0.0.1", port }, true)(new Hearing(), signal);
    ends.push(() => carrier.close());
    expect(carrier.local).toEqual({ address: "0.0.0.0", port: 0 });
  });

  it("finds no host that has no address", async () => {
    const open = udp({ address: "nobody.invalid", port: 1 }, false);
    await expect(open(new Hearing(), signal)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });
});

describe("TCP", () => {
  async function tcpPeer(onData: (write: (bytes: Uint8Array) => void, end: () => void) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () =>
        onData(
          (bytes) => void socket.write(bytes),
          () => void socket.end(),
        ),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    ends.push(() => server.close());
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  const opened = async (port: number) => {
    const hearing = new Hearing();
    const carrier = await tcp({ address: "127.0.0.1", port })(hearing, signal);
    ends.push(() => carrier.close());
    return { hearing, carrier };
  };
  const message = encodeMessage(0x0420, Uint8Array.of(1, 2, 3));

  it("carries messages there and back, however they are cut", async () => {
    const port = await tcpPeer((write) => {
      write(message.subarray(0, 4));
      write(message.subarray(4));
    });
    const { hearing, carrier } = await opened(port);
    carrier.send(message);
    await hearing.until(({ messages }) => messages.length === 1);
    carrier.close();
    expect(hearing.losses).toEqual([]);
  });

  it("is lost once when the peer ends it, or sends what is no KNXnet/IP", async () => {
    for (const wrong of [undefined, new TextEncoder().encode("HTTP/1.1 400")]) {
      const port = await tcpPeer((write, end) => (wrong === undefined ? end() : write(wrong)));
      const { hearing, carrier } = await opened(port);
      carrier.send(message);
      await hearing.until(({ losses }) => losses.length === 1);
      expect(hearing.losses).toMatchObject([{ code: "WOT_NETWORK" }]);
    }
  });

  it("is refused where nobody listens, and given up with its caller", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    server.close();
    await once(server, "close");
    const open = tcp({ address: "127.0.0.1", port });
    await expect(open(new Hearing(), signal)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    const caller = new AbortController();
    const opening = tcp({ address: "192.0.2.99", port: 9 })(new Hearing(), caller.signal);
    caller.abort();
    await expect(opening).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });
});
