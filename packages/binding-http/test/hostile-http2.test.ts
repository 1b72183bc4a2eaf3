import { once } from "node:events";
import { connect, type TLSSocket } from "node:tls";
import { type HttpServerOptions, httpServer } from "@thingwright/binding-http";
import { Authority, fakeHost, testThing } from "@thingwright/contract-tests";
import { array, assert, asyncProperty, integer, record, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { Http2Peer } from "./support/http2-peer.js";

const authority = new Authority("the authority of these tests");
const tls = authority.issue();
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** One frame (RFC 9113 §4.1), whatever its length really is. */
function frame(type: number, flags: number, stream: number, payload: Uint8Array, length = payload.length): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream >>> 0, 5);
  return Buffer.concat([head, payload]);
}

const settings = frame(4, 0, 0, Buffer.alloc(0));
/** `:method GET`, `:scheme https`, `:path /`, all from the static table of HPACK. */
const headers = Buffer.from([0x82, 0x87, 0x84]);

async function serve(options: HttpServerOptions = {}) {
  const server = httpServer({ port: 0, tls, ...options });
  const thing = testThing();
  await server.start(fakeHost(thing));
  await server.expose(thing);
  const origin = server.addresses()[0]!;
  return {
    /** Sends bytes over a connection of its own and lets the server say all that it wants to. */
    async send(...chunks: readonly Uint8Array[]): Promise<void> {
      const port = Number(new URL(origin).port);
      const socket: TLSSocket = connect({ port, host: "127.0.0.1", ca: authority.cert, ALPNProtocols: ["h2"] });
      socket.on("error", () => {}).resume();
      await once(socket, "secureConnect");
      socket.end(Buffer.concat(chunks));
      await once(socket, "close");
    },
    async expectAlive(): Promise<void> {
      await using peer = new Http2Peer(origin, authority.cert);
      expect((await peer.ask("/test-thing/properties/count")).text).toBe("0");
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

describe("the HTTP server under attack over HTTP/2", () => {
  it.each<[string, readonly Uint8Array[]]>([
    ["another protocol", [Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]],
    ["half a preface", [preface.subarray(0, 10)]],
    ["no settings", [preface, frame(1, 5, 1, headers)]],
    ["a request without an authority", [preface, settings, frame(1, 5, 1, headers)]],
    ["a request on an even stream", [preface, settings, frame(1, 5, 2, headers)]],
    ["a body on a stream that is idle", [preface, settings, frame(0, 1, 5, Buffer.from("1"))]],
    ["headers that no table knows", [preface, settings, frame(1, 5, 1, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x7f]))]],
    ["a frame that is longer than it may be", [preface, settings, frame(0, 0, 1, Buffer.alloc(9), 0xffffff)]],
    ["a window of nothing", [preface, settings, frame(8, 0, 0, Buffer.alloc(4))]],
    ["a window that overflows", [preface, settings, ...Array(3).fill(frame(8, 0, 0, Buffer.from("7fffffff", "hex")))]],
    ["settings of the wrong length", [preface, frame(4, 0, 0, Buffer.alloc(5))]],
    ["a frame size that is not allowed", [preface, frame(4, 0, 0, Buffer.from("000500000001", "hex"))]],
    [
      "headers without an end",
      [preface, settings, frame(1, 0, 1, headers), ...Array(2_000).fill(frame(9, 0, 1, headers))],
    ],
    ["pings by the thousand", [preface, settings, ...Array(5_000).fill(frame(6, 0, 0, Buffer.alloc(8)))]],
    ["settings by the thousand", [preface, ...Array(5_000).fill(settings)]],
    [
      "requests that are taken back by the thousand",
      [
        preface,
        settings,
        ...Array.from({ length: 3_000 }, (_, i) =>
          Buffer.concat([frame(1, 5, 2 * i + 1, headers), frame(3, 0, 2 * i + 1, Buffer.from("00000008", "hex"))]),
        ),
      ],
    ],
    [
      "empty bodies by the thousand",
      [preface, settings, frame(1, 4, 1, headers), ...Array(5_000).fill(frame(0, 0, 1, Buffer.alloc(0)))],
    ],
  ])("goes on after %s", async (_, chunks) => {
    await using served = await serve({ limits: { idleTimeoutMs: 200, requestTimeoutMs: 200, headersTimeoutMs: 200 } });
    await served.send(...chunks);
    await served.expectAlive();
  });

  it("goes on after any frames", async () => {
    await using served = await serve({ limits: { idleTimeoutMs: 100, requestTimeoutMs: 100, headersTimeoutMs: 100 } });
    const anyFrame = record({
      type: integer({ min: 0, max: 12 }),
      flags: integer({ min: 0, max: 255 }),
      stream: integer({ min: 0, max: 7 }),
      payload: uint8Array({ maxLength: 40 }),
    });
    const probe = asyncProperty(array(anyFrame, { maxLength: 12 }), async (frames) => {
      const bytes = frames.map(({ type, flags, stream, payload }) => frame(type, flags, stream, payload));
      await served.send(preface, settings, ...bytes);
    });
    await assert(probe, { numRuns: 60 });
    await served.expectAlive();
  });
});
