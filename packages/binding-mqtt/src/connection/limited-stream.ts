import { Duplex } from "node:stream";
import { ProtocolError } from "@thingwright/errors";
import { FrameLimit, type OversizeFrame } from "./frame-limit.js";

type Written = (error?: Error | null) => void;

/**
 * `socket` without the PUBLISH packets that are larger than `maxFrameBytes`. Those of QoS 1 and 2 are acknowledged in
 * the reader's place, so that they do not stay in flight.
 */
export class LimitedStream extends Duplex {
  readonly #socket: Duplex;

  constructor(socket: Duplex, maxFrameBytes: number, oversize: (frame: OversizeFrame) => void) {
    super({ allowHalfOpen: false });
    this.#socket = socket;
    const limit = new FrameLimit(maxFrameBytes, {
      pass: (bytes) => {
        if (!this.push(bytes)) socket.pause();
      },
      oversize: (frame) => {
        acknowledge(socket, frame);
        oversize(frame);
      },
      broken: (reason) => this.destroy(new ProtocolError("WOT_PROTOCOL", reason, { section: "MQTT 5.0 §2.1" })),
    });
    socket.on("data", (chunk: Buffer) => limit.push(chunk));
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  /**
   * MQTT.js answers a packet without its identifier by writing nothing at all, at which a stream throws where nobody can
   * catch it. Such a packet is malformed (MQTT 5.0 §2.2.1), and the connection ends (§4.13).
   */
  override write(chunk: unknown, encoding?: BufferEncoding | Written, done?: Written): boolean {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) {
      const section = "MQTT 5.0 §2.2.1";
      this.destroy(new ProtocolError("WOT_PROTOCOL", "a packet came without its identifier", { section }));
      return false;
    }
    return typeof encoding === "string" ? super.write(chunk, encoding, done) : super.write(chunk, encoding ?? done);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}

/** PUBACK to QoS 1, PUBREC to QoS 2 (MQTT 5.0 §3.4, §3.5). */
function acknowledge(socket: Duplex, { qos, packetId }: OversizeFrame): void {
  if (qos === 0) return;
  socket.write(Uint8Array.of(qos === 1 ? 0x40 : 0x50, 2, packetId >> 8, packetId & 0xff));
}
