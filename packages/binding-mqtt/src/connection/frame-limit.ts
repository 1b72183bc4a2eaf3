/** A PUBLISH that was too large, as far as its header goes. */
export interface OversizeFrame {
  readonly topic: string;
  readonly sizeBytes: number;
  readonly qos: number;
  /** Packet identifier; 0 with QoS 0. */
  readonly packetId: number;
}

/** What to do with the frames of a byte stream. */
export interface FrameSink {
  /** Bytes of frames within the limit. */
  pass(bytes: Uint8Array): void;
  /** A PUBLISH over the limit has begun; its bytes are left out. */
  oversize(frame: OversizeFrame): void;
  /** The bytes are no MQTT, or another packet than a PUBLISH is over the limit: nothing can be passed any more. */
  broken(reason: string): void;
}

/**
 * Leaves PUBLISH packets over a limit out of a stream of MQTT packets, without ever holding one.
 *
 * MQTT 3.1.1 has no Maximum Packet Size: a peer may announce 256 MiB and a parser would collect it. This one looks at
 * the fixed header (MQTT 5.0 §2.1) and, of a large PUBLISH, at the topic and the packet identifier.
 */
export class FrameLimit {
  readonly #maxFrameBytes: number;
  readonly #sink: FrameSink;
  /** Bytes of the current frame still to come, once its header is known. */
  #remaining = 0;
  #dropping = false;
  /** The beginning of a frame whose header is not complete. */
  #held: Buffer = empty;
  #broken = false;

  constructor(maxFrameBytes: number, sink: FrameSink) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#sink = sink;
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    if (this.#broken) return;
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = empty;
    while (bytes.length > 0) {
      if (this.#remaining === 0) {
        const dropped = this.#begin(bytes);
        if (dropped === undefined) return;
        bytes = bytes.subarray(dropped);
      }
      const here = this.#run(bytes);
      if (!this.#dropping) this.#sink.pass(here === bytes.length ? bytes : bytes.subarray(0, here));
      bytes = bytes.subarray(here);
    }
  }

  /** Counts `bytes` into the current frame and whole small ones after it; the number that can go on as they are. */
  #run(bytes: Buffer): number {
    let end = Math.min(this.#remaining, bytes.length);
    this.#remaining -= end;
    while (!this.#dropping && this.#remaining === 0 && end < bytes.length) {
      const header = headerOf(bytes, end);
      if (header === undefined || header.frameBytes > this.#maxFrameBytes) break;
      const size = Math.min(header.frameBytes, bytes.length - end);
      this.#remaining = header.frameBytes - size;
      end += size;
    }
    return end;
  }

  /** Starts a frame: the number of bytes to leave out at once, or `undefined` when more must come first. */
  #begin(bytes: Buffer): number | undefined {
    const header = headerOf(bytes, 0);
    if (header === undefined) return this.#hold(bytes, 5, "the remaining length is malformed");
    this.#dropping = header.frameBytes > this.#maxFrameBytes;
    this.#remaining = header.frameBytes;
    if (!this.#dropping) return 0;
    if (bytes[0]! >> 4 !== publishType) return this.#fail("a packet other than PUBLISH is over the limit");
    const frame = publishOf(bytes, header);
    if (frame === undefined) {
      this.#remaining = 0;
      return this.#hold(bytes, header.headerBytes + 2 + 65_535 + 2, "the topic is malformed");
    }
    this.#sink.oversize(frame);
    return 0;
  }

  #hold(bytes: Buffer, maxBytes: number, reason: string): undefined {
    if (bytes.length >= maxBytes) return this.#fail(reason);
    this.#held = Buffer.from(bytes);
    return undefined;
  }

  #fail(reason: string): undefined {
    this.#broken = true;
    this.#sink.broken(reason);
    return undefined;
  }
}

const empty = Buffer.alloc(0);
const publishType = 3;

interface FrameHeader {
  readonly headerBytes: number;
  readonly frameBytes: number;
}

/** The fixed header at `start`; `undefined` when it is not complete (or has a fifth length byte). */
function headerOf(bytes: Buffer, start: number): FrameHeader | undefined {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[start + 1 + i];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { headerBytes: 2 + i, frameBytes: 2 + i + length };
  }
  return undefined;
}

function publishOf(bytes: Buffer, { headerBytes, frameBytes }: FrameHeader): OversizeFrame | undefined {
  if (bytes.length < headerBytes + 2) return undefined;
  const topicBytes = bytes.readUInt16BE(headerBytes);
  const afterTopic = headerBytes + 2 + topicBytes;
  const qos = (bytes[0]! >> 1) & 3;
  if (bytes.length < afterTopic + (qos === 0 ? 0 : 2)) return undefined;
  const topic = bytes.toString("utf8", headerBytes + 2, afterTopic);
  return { topic, sizeBytes: frameBytes, qos, packetId: qos === 0 ? 0 : bytes.readUInt16BE(afterTopic) };
}
