import type { ByteStream, CoapAddress, MemoryStreams } from "../../src/index.js";
import { optionsOf } from "../../src/message/decode-message.js";
import { encodeMessage } from "../../src/message/encode-message.js";
import type { MessageView } from "../../src/message/message-view.js";
import type { CoapOption } from "../../src/message/option.js";
import { type MessageReader, messageReader } from "../../src/stream/boundary-reader.js";
import { frameOf } from "../../src/stream/frame.js";
import { SignalCode, signal } from "../../src/stream/signal.js";

const NO_BYTES = new Uint8Array(0);

/** A message as a test sees it. */
export interface Shown {
  readonly code: number;
  readonly token: string;
  readonly options: readonly (readonly [number, string])[];
  readonly payload: string;
}

/** One end of a connection that sends exactly what a test says, and keeps what it receives. */
export class RawStream {
  readonly received: Shown[] = [];
  isClosed = false;
  readonly stream: ByteStream;
  readonly #reader: MessageReader;

  constructor(stream: ByteStream) {
    this.stream = stream;
    this.#reader = messageReader(stream.keepsBoundaries, 0xffff_ffff);
    stream.start({
      onBytes: (bytes) => {
        this.#reader.push(bytes);
        for (let view = this.#reader.next(); view !== undefined; view = this.#reader.next())
          this.received.push(shown(view));
      },
      onDrain: () => undefined,
      onClose: () => {
        this.isClosed = true;
      },
    });
  }

  static async to(streams: MemoryStreams, server: CoapAddress): Promise<RawStream> {
    return new RawStream(await streams.connect(server));
  }

  sendBytes(bytes: Uint8Array | string): void {
    this.stream.write(typeof bytes === "string" ? Buffer.from(bytes, "hex") : bytes);
  }

  /** Sends its Capabilities and Settings Message. */
  introduce(options: readonly CoapOption[] = []): void {
    this.sendBytes(frameOf(signal(SignalCode.CSM, { options }), this.stream.keepsBoundaries));
  }

  send(code: number, token: string, options: readonly CoapOption[] = [], payload: Uint8Array = NO_BYTES): void {
    const message = { type: 0, code, messageId: 0, token: Buffer.from(token, "hex"), options, payload } as const;
    this.sendBytes(frameOf(encodeMessage(message), this.stream.keepsBoundaries));
  }

  /** The messages received since the last call. */
  take(): Shown[] {
    return this.received.splice(0);
  }
}

const shown = (view: MessageView): Shown => ({
  code: view.code,
  token: Buffer.from(view.token()).toString("hex"),
  options: optionsOf(view).map(({ number, value }) => [number, Buffer.from(value).toString("hex")] as const),
  payload: Buffer.from(view.payload()).toString(),
});
