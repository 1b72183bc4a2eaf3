import type { CoapAddress, DatagramReceiver, DatagramTransport } from "@thingwright/coap";

/** A request in the few terms that the tests need. Option numbers: Observe 6, Content-Format 12, Accept 17. */
export interface RawRequest {
  readonly code: number;
  readonly path: string;
  readonly messageId?: number;
  readonly token?: number;
  readonly observe?: number;
  readonly contentFormat?: number;
  readonly accept?: number;
  readonly payload?: Uint8Array;
}

/** One message as a device sent it. */
export interface RawMessage {
  /** In the RFC's notation: `2.05`. */
  readonly code: string;
  readonly messageId: number;
  readonly token: number | undefined;
  readonly options: ReadonlyMap<number, Buffer>;
  readonly payload: Buffer;
}

/** The bytes of a Confirmable request, made by hand (RFC 7252 §3): independent of the stack under the device. */
export function rawRequest(request: RawRequest): Buffer {
  const { messageId = 1, token = 7 } = request;
  const uint = (number: number, value: number | undefined): [number, Buffer][] =>
    value === undefined ? [] : [[number, value === 0 ? Buffer.alloc(0) : Buffer.of(value)]];
  const path = request.path.split("/").filter((segment) => segment !== "");
  const options: [number, Buffer][] = [
    ...uint(6, request.observe),
    ...path.map((segment): [number, Buffer] => [11, Buffer.from(segment)]),
    ...uint(12, request.contentFormat),
    ...uint(17, request.accept),
  ];
  let last = 0;
  const encoded = options.map(([number, value]) => {
    const header = Buffer.of(((number - last) << 4) | value.length);
    last = number;
    return Buffer.concat([header, value]);
  });
  const payload =
    request.payload === undefined || request.payload.length === 0 ? [] : [Buffer.of(0xff), request.payload];
  return Buffer.concat([
    Buffer.of(0x41, request.code, messageId >> 8, messageId & 0xff, token),
    ...encoded,
    ...payload,
  ]);
}

/** Reads a message whose token has at most one byte. */
export function rawMessage(bytes: Uint8Array): RawMessage {
  const buffer = Buffer.from(bytes);
  const tokenBytes = buffer[0]! & 0x0f;
  const options = new Map<number, Buffer>();
  let [at, number] = [4 + tokenBytes, 0];
  while (at < buffer.length && buffer[at] !== 0xff) {
    const header = buffer[at]!;
    const [delta, afterDelta] = extended(buffer, header >> 4, at + 1);
    const [length, afterLength] = extended(buffer, header & 0x0f, afterDelta);
    number += delta;
    options.set(number, buffer.subarray(afterLength, afterLength + length));
    at = afterLength + length;
  }
  return {
    code: `${buffer[1]! >> 5}.${String(buffer[1]! & 0x1f).padStart(2, "0")}`,
    messageId: buffer.readUInt16BE(2),
    token: tokenBytes === 0 ? undefined : buffer[4],
    options,
    payload: buffer.subarray(at + 1),
  };
}

function extended(buffer: Buffer, nibble: number, at: number): [number, number] {
  if (nibble === 13) return [buffer[at]! + 13, at + 1];
  if (nibble === 14) return [buffer.readUInt16BE(at) + 269, at + 2];
  return [nibble, at];
}

/** A wire with a device at one end and a test at the other. */
export class TestWire implements DatagramTransport {
  readonly #sent: RawMessage[] = [];
  readonly sentBytes: Buffer[] = [];
  #receiver: DatagramReceiver | undefined;

  async open(receiver: DatagramReceiver): Promise<CoapAddress> {
    this.#receiver = receiver;
    return { address: "10.0.0.1", port: 5683 };
  }

  send(datagram: Uint8Array): void {
    this.sentBytes.push(Buffer.from(datagram));
    this.#sent.push(rawMessage(datagram));
  }

  async close(): Promise<void> {
    this.#receiver = undefined;
  }

  /** Brings bytes to the device. */
  arrive(bytes: Uint8Array): void {
    this.#receiver?.onDatagram(Buffer.from(bytes), "10.0.0.2", 40_000);
  }

  /** What the device sent since the last call. */
  taken(): RawMessage[] {
    return this.#sent.splice(0);
  }

  /** The device's one answer to `request`. */
  ask(request: RawRequest): RawMessage {
    this.arrive(rawRequest(request));
    const [answer, ...more] = this.taken();
    if (answer === undefined || more.length > 0) throw new TypeError(`${answer ? "several answers" : "no answer"}`);
    return answer;
  }
}
