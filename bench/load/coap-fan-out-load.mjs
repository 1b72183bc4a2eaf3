import { createSocket } from "node:dgram";
import { get, isPing, resetOf } from "./coap-load.mjs";

/** Observers, each with a socket of its own. */
export const observers = 1_000;

/** How long a change may take to reach everybody. */
const PATIENCE_MS = 5_000;

const SETTLING_MS = 15_000;
const IN_TIME_MS = 500;
const CHANGES_IN_TIME = 20;

/** All states have as many. */
const DIGITS = 7;

/** Registers; its number, 6, comes before that of Uri-Path. */
const observeOption = Buffer.from([0x60]);

/** The observers of each contender. */
const known = new Map();

/**
 * Notifications that a second of the contender's processor time makes, acknowledgements included: a change is made when the
 * one before it has reached all observers, which answer as clients do.
 */
export async function coapFanOutLoad(contender, ms) {
  const audience = await audienceOf(contender);
  const begun = performance.now();
  const { processorUs: before } = await contender.ask({});
  let changes = 0;
  let after = before;
  while (performance.now() - begun < ms) {
    const { value, processorUs } = await contender.ask({ change: true });
    await audience.haveSeen(String(value));
    changes += 1;
    after = processorUs;
  }
  ({ processorUs: after } = await contender.ask({}));
  return (changes * observers * 1_000_000) / (after - before);
}

async function audienceOf(contender) {
  const existing = known.get(contender);
  if (existing !== undefined) return existing;
  const audience = new Audience(contender.hello);
  known.set(contender, audience);
  for (let i = 0; i < observers; i += 1) await audience.add();
  await settle(contender, audience);
  return audience;
}

/** Until changes reach everybody at once: acknowledgements that are lost at first, all coming together, take seconds to come again. */
async function settle(contender, audience) {
  const end = performance.now() + SETTLING_MS;
  for (let inTime = 0; inTime < CHANGES_IN_TIME && performance.now() < end; ) {
    const begun = performance.now();
    const { value } = await contender.ask({ change: true });
    await audience.haveSeen(String(value));
    inTime = performance.now() - begun < IN_TIME_MS ? inTime + 1 : 0;
  }
}

/** Sockets that observe the counter of one contender, and acknowledge what is Confirmable. */
class Audience {
  #port;
  #request;
  /** Of each observer, the text of the last state that it got. */
  #last = [];
  #wanted = "";
  #missing = 0;
  #done = () => undefined;

  constructor({ port }) {
    this.#port = port;
    const plain = get("counter/properties/count");
    // The delta of the first Uri-Path counts from Observe.
    this.#request = Buffer.concat([plain.subarray(0, 8), observeOption, plain.subarray(8)]);
    this.#request[9] -= 0x60;
  }

  async add() {
    const socket = createSocket("udp4");
    const observer = this.#last.push(undefined) - 1;
    // The contender goes at the end of a row.
    socket.unref();
    await new Promise((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const registered = new Promise((resolve) => {
      socket.on("message", (datagram) => {
        if (!isPing(datagram)) resolve(datagram);
        this.#take(observer, datagram, socket);
      });
    });
    const request = Buffer.from(this.#request);
    request.writeUInt16BE(observer, 2);
    request.writeUInt32BE(observer, 4);
    socket.send(request, this.#port, "127.0.0.1");
    const [, code] = await registered;
    if (code !== 0x45) throw new Error(`the registration was answered with ${code >> 5}.${code & 31}`);
  }

  /** Resolves when every observer has `text` as its last state. */
  haveSeen(text) {
    this.#wanted = text;
    this.#missing = this.#last.filter((last) => last !== text).length;
    if (this.#missing === 0) return undefined;
    return new Promise((resolve, reject) => {
      const patience = setTimeout(
        () => reject(new Error(`${this.#missing} observers did not get ${text}`)),
        PATIENCE_MS,
      );
      this.#done = () => {
        clearTimeout(patience);
        resolve();
      };
    });
  }

  #take(observer, datagram, socket) {
    if (isPing(datagram)) socket.send(resetOf(datagram), this.#port, "127.0.0.1");
    else if ((datagram[0] & 0x30) === 0) {
      socket.send(Buffer.from([0x60, 0, datagram[2], datagram[3]]), this.#port, "127.0.0.1");
    }
    if (datagram[1] !== 0x45) return;
    const text = datagram.latin1Slice(datagram.length - DIGITS);
    if (text === this.#wanted && this.#last[observer] !== text) {
      this.#missing -= 1;
      if (this.#missing === 0) this.#done();
    }
    this.#last[observer] = text;
  }
}
