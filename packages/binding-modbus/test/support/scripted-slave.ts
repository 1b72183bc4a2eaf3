import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { crc16 } from "../../src/protocol/crc16.js";

/** What a slave says to a request: a PDU, nothing at all, or bytes as they are. */
export type Answer = readonly number[] | undefined | { readonly raw: readonly number[] };

/** One request as it came. */
export interface Asked {
  readonly unitId: number;
  readonly pdu: readonly number[];
}

/** A slave on loopback that answers as the test says, and writes down what it was asked. */
export class ScriptedSlave implements AsyncDisposable {
  readonly asked: Asked[] = [];
  readonly sockets = new Set<Socket>();
  port = 0;
  connections = 0;
  answer: (asked: Asked) => Answer;
  readonly #isRtu: boolean;
  readonly #server = createServer((socket) => this.#serve(socket));

  private constructor(answer: (asked: Asked) => Answer, isRtu: boolean) {
    this.answer = answer;
    this.#isRtu = isRtu;
  }

  static async listen(answer: (asked: Asked) => Answer, { isRtu = false } = {}): Promise<ScriptedSlave> {
    const slave = new ScriptedSlave(answer, isRtu);
    await slave.open(0);
    return slave;
  }

  async open(port: number): Promise<void> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    this.port = typeof address === "object" && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Function, address and quantity of what was read or written. */
  get ranges(): readonly string[] {
    return this.asked.map(({ pdu: [code, ...rest] }) => {
      return `${code}: ${(rest[0]! << 8) | rest[1]!}+${(rest[2]! << 8) | rest[3]!}`;
    });
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      for (;;) {
        // A request over a serial line comes at once: nothing else is on the way.
        const length = this.#isRtu ? received.length : received.length < 6 ? 0 : 6 + received.readUInt16BE(4);
        if (length === 0 || received.length < length) return;
        const frame = received.subarray(0, length);
        received = received.subarray(length);
        this.#answerTo(socket, frame);
      }
    });
  }

  #answerTo(socket: Socket, frame: Buffer): void {
    const [unitId, pdu] = this.#isRtu ? [frame[0]!, [...frame.subarray(1, -2)]] : [frame[6]!, [...frame.subarray(7)]];
    const asked = { unitId, pdu };
    this.asked.push(asked);
    const answer = this.answer(asked);
    if (answer === undefined) return;
    if ("raw" in answer) return void socket.write(Uint8Array.from(answer.raw));
    socket.write(this.#isRtu ? rtuFrame(unitId, answer) : mbapFrame(frame.readUInt16BE(0), unitId, answer));
  }
}

/** An answer in the framing of TCP. */
export const mbapFrame = (number: number, unitId: number, pdu: readonly number[]): Uint8Array =>
  Uint8Array.of(number >> 8, number & 0xff, 0, 0, (pdu.length + 1) >> 8, (pdu.length + 1) & 0xff, unitId, ...pdu);

/** An answer in the framing of a serial line. */
export function rtuFrame(unitId: number, pdu: readonly number[]): Uint8Array {
  const crc = crc16(Uint8Array.of(unitId, ...pdu));
  return Uint8Array.of(unitId, ...pdu, crc & 0xff, crc >> 8);
}

/**
 * Answers of a unit whose registers hold their own address, but for holes, across which nothing can be read.
 *
 * @param refuse - what it says about a hole
 */
export function registersWithHoles(holes: readonly number[] = [], refuse: (code: number) => Answer = illegalAddress) {
  return ({ pdu: [code, high, low, many, few] }: Asked): Answer => {
    const address = (high! << 8) | low!;
    const quantity = (many! << 8) | few!;
    if (holes.some((hole) => hole >= address && hole < address + quantity)) return refuse(code!);
    const values = Array.from({ length: quantity }, (_, index) => [(address + index) >> 8, (address + index) & 0xff]);
    return [code!, quantity * 2, ...values.flat()];
  };
}

const illegalAddress = (code: number): Answer => [code | 0x80, 2];
