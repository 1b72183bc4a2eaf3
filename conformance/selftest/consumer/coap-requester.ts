import { createSocket, type Socket } from "node:dgram";
import {
  type CoapMessage,
  type CoapOption,
  decodeMessage,
  encodeMessage,
  optionNumbers,
  optionOf,
  uintBytes,
} from "../../src/wire/coap/coap-message.js";
import { coapAddress } from "../../src/wire/coap/coap-request.js";
import type { Subscription } from "./subscription.js";

/** What a client over CoAP does its way. */
export interface CoapHabits {
  isCoapSuccess(code: string, operation: string): boolean;
  /** Whether a response must have the token of the request. */
  readonly matchesTokens: boolean;
  readonly rejectsCriticalOptions: boolean;
  readonly acknowledges: boolean;
  /** Whether the end of an observation is told. */
  readonly endsObservations: boolean;
}

export const perfectCoapHabits: CoapHabits = {
  isCoapSuccess: (code) => code.startsWith("2."),
  matchesTokens: true,
  rejectsCriticalOptions: true,
  acknowledges: true,
  endsObservations: true,
};

/** How long a request waits for an answer before it is sent again: nobody on loopback takes longer. */
const resendMs = 50;

/** How often it is sent. */
const attempts = 20;

const codes: Readonly<Record<string, string>> = { GET: "0.01", POST: "0.02", PUT: "0.03", DELETE: "0.04" };
const known: ReadonlySet<number> = new Set(Object.values(optionNumbers));
const jsonFormat = { number: optionNumbers.contentFormat, value: uintBytes(50) };
const none = new Uint8Array();

/** One request over CoAP, or one observation, on a socket of its own. */
export class CoapRequester implements Subscription {
  readonly #habits: CoapHabits;
  readonly #socket: Socket;
  readonly #address: NonNullable<ReturnType<typeof coapAddress>>;
  readonly #token = Uint8Array.from([0xc0, 0xa9, 0x01]);
  #messageId = 0x1000;
  #hear: (message: CoapMessage) => void = () => {};

  constructor(url: string, habits: CoapHabits) {
    this.#habits = habits;
    this.#address = coapAddress(url)!;
    this.#socket = createSocket("udp4");
    this.#socket.on("message", (bytes) => this.#take(decodeMessage(bytes)!));
  }

  /** The response to one request. */
  async ask(method: string, body?: string): Promise<CoapMessage> {
    const options = body === undefined ? [] : [jsonFormat];
    try {
      return await this.#exchange(codes[method]!, options, body);
    } finally {
      this.#socket.close();
    }
  }

  /** Observes: the first response, then each notification. */
  async observe(take: (message: CoapMessage) => void): Promise<CoapMessage> {
    const first = await this.#exchange("0.01", [{ number: optionNumbers.observe, value: none }]);
    this.#hear = take;
    return first;
  }

  /** Asks with Observe 1, after which nothing more is awaited. */
  async end(): Promise<void> {
    this.#hear = () => {};
    if (!this.#habits.endsObservations) {
      this.#socket.unref();
      return;
    }
    await this.#exchange("0.01", [{ number: optionNumbers.observe, value: uintBytes(1) }]);
    this.#socket.close();
  }

  #exchange(code: string, more: readonly CoapOption[], body?: string): Promise<CoapMessage> {
    this.#messageId += 1;
    const options = [...this.#address.options, ...more];
    const payload = body === undefined ? none : Buffer.from(body);
    const request = { type: "CON", code, messageId: this.#messageId, token: this.#token, options, payload } as const;
    return new Promise((resolve, reject) => {
      let sent = 0;
      const send = (): void => {
        sent += 1;
        if (sent > attempts) reject(new Error("nothing came"));
        else this.#send(request);
      };
      const timer = setInterval(send, resendMs);
      this.#hear = (message) => {
        clearInterval(timer);
        resolve(message);
      };
      send();
    });
  }

  #take(message: CoapMessage): void {
    if (message.code === "0.00") return;
    const isOurs = Buffer.from(message.token).equals(this.#token);
    if (!isOurs && this.#habits.matchesTokens) return;
    if (this.#habits.rejectsCriticalOptions && message.options.some(isUnknownCritical)) return;
    if (message.type === "CON" && this.#habits.acknowledges) {
      const { messageId } = message;
      this.#send({ type: "ACK", code: "0.00", messageId, token: none, options: [], payload: none });
    }
    this.#hear(message);
  }

  #send(message: CoapMessage): void {
    this.#socket.send(encodeMessage(message), this.#address.port, this.#address.host, () => {});
  }
}

const isUnknownCritical = ({ number }: CoapOption): boolean => number % 2 === 1 && !known.has(number);

/** The value of a payload in JSON. */
export const coapValue = ({ payload }: CoapMessage): unknown =>
  payload.length === 0 ? undefined : JSON.parse(Buffer.from(payload).toString("utf8"));

/** Whether a message is a notification. */
export const isNotification = (message: CoapMessage): boolean => optionOf(message, optionNumbers.observe) !== undefined;
