import { connect } from "node:net";
import type { Random } from "./random.js";

/** How one connection went. */
export interface Outcome {
  /** What the server answered with, in order. */
  readonly statuses: readonly number[];
  /** Set when what came is no HTTP. */
  readonly nonsense?: string;
}

/** Milliseconds that a server gets to answer what may never have been a whole request. */
const patienceMs = 200;

/** Most bytes of answers that are looked at. */
const maxReceived = 1_000_000;

/** Sends `bytes` in pieces to a server on this machine, leaves in one way or another, and says what came back. */
export function attack(port: number, bytes: Buffer, random: Random): Promise<Outcome> {
  const pieces = cut(bytes, random);
  const leavesEarly = random.chance(0.1);
  const halfCloses = random.chance(0.3);
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    let size = 0;
    const socket = connect(port, "127.0.0.1");
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    const send = (): void => {
      const piece = pieces.shift();
      if (socket.destroyed) return;
      if (piece !== undefined) socket.write(piece, () => setImmediate(send));
      else if (leavesEarly) socket.resetAndDestroy();
      else if (halfCloses) socket.end();
    };
    socket.on("connect", send);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      size += chunk.length;
      if (size <= maxReceived) received.push(chunk);
      else socket.destroy();
    });
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(outcomeOf(Buffer.concat(received)));
    });
  });
}

function cut(bytes: Buffer, random: Random): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const size = random.chance(0.8) ? bytes.length : 1 + random.below(200);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** A status line can only stand where an answer begins: no body here has one at the beginning of a line. */
function outcomeOf(received: Buffer): Outcome {
  const text = received.toString("latin1");
  if (text !== "" && !/^HTTP\/1\.1 \d{3} /.test(text)) return { statuses: [], nonsense: text.slice(0, 200) };
  return { statuses: [...text.matchAll(/(?:^|\n|\}|\])HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)) };
}
