import type { Socket } from "node:net";
import { NetworkError, type WotError } from "@thingwright/errors";
import type { Framing } from "../protocol/framing.js";
import { brokenAnswer } from "../protocol/protocol-error.js";

interface Pending {
  readonly number: number;
  readonly unitId: number;
  readonly resolve: (pdu: Uint8Array) => void;
  readonly reject: (reason: WotError) => void;
}

/** A connected socket with the protocol on top of it: one request at a time. */
export class Line {
  readonly #socket: Socket;
  readonly #framing: Framing;
  readonly #onEnd: () => void;
  /** Bytes of an answer that is not complete yet. */
  #received: Uint8Array = new Uint8Array(0);
  #pending: Pending | undefined;
  #number = 0;

  /** @param onEnd - hears, at least once, that the line is of no use any more */
  constructor(socket: Socket, framing: Framing, onEnd: () => void) {
    this.#socket = socket;
    this.#framing = framing;
    this.#onEnd = onEnd;
    socket.on("data", (bytes) => this.#receive(bytes));
    socket.once("close", () => {
      this.#fail(new NetworkError("WOT_NETWORK", "the connection was closed"));
      onEnd();
    });
  }

  /** Sends `pdu` to the unit; resolves with its answer, rejects when the line breaks or `giveUp` is called. */
  exchange(unitId: number, pdu: Uint8Array): Promise<Uint8Array> {
    if (this.#socket.destroyed) {
      return Promise.reject(new NetworkError("WOT_NETWORK", "the connection is closed", { sent: false }));
    }
    this.#number = (this.#number + 1) & 0xffff;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#pending = { number, unitId, resolve, reject };
      this.#socket.write(this.#framing.encode(number, unitId, pdu));
    });
  }

  /** Nobody waits for the answer any more. Where answers have no numbers, the next one could be it: the line ends. */
  giveUp(): void {
    this.#pending = undefined;
    if (!this.#framing.isNumbered) this.close();
  }

  close(): void {
    this.#onEnd();
    this.#socket.destroy();
  }

  #receive(bytes: Uint8Array): void {
    this.#received = joined(this.#received, bytes);
    try {
      for (;;) {
        const frame = this.#framing.decode(this.#received);
        if (frame === undefined) return;
        this.#received = this.#received.subarray(frame.length);
        if (this.#isAwaited(frame.number)) this.#settle(frame.unitId, frame.pdu);
      }
    } catch (error) {
      this.#fail(error as WotError);
      this.close();
    }
  }

  /** An answer to a request that was given up comes too late and is passed over. */
  #isAwaited(number: number | undefined): boolean {
    return this.#pending !== undefined && (number === undefined || number === this.#pending.number);
  }

  #settle(unitId: number, pdu: Uint8Array): void {
    const pending = this.#pending!;
    if (unitId !== pending.unitId) throw brokenAnswer(`unit ${unitId} answers in place of unit ${pending.unitId}`);
    this.#pending = undefined;
    pending.resolve(pdu);
  }

  #fail(reason: WotError): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.reject(reason);
  }
}

/** Plain bytes: those of a Buffer share memory when they are cut. */
function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}
