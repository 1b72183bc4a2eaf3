import { isWotError } from "@thingwright/errors";
import {
  type CoapClient,
  type CoapObservation,
  Code,
  coapClient,
  decodeMessage,
  encodeMessage,
  type ManualClock,
  MessageType,
  manualClock,
  type Random,
} from "../../src/index.js";
import { InjectedTransport } from "./injected-transport.js";

const LOCAL = { address: "10.0.0.2", port: 49_152 };
const SERVER = { address: "10.0.0.1", port: 5_683 };
const MAX_OPEN = 64;
const OWN_CODES: ReadonlySet<string> = new Set([
  "WOT_TIMEOUT",
  "WOT_REMOTE",
  "WOT_PROTOCOL",
  "WOT_ABORTED",
  "WOT_STATE",
]);

/** A client whose server answers whatever comes to an attacker's mind. */
export class AttackedClient implements AsyncDisposable {
  sent = 0;
  /** The latest requests as they were sent. */
  readonly open: Uint8Array[] = [];
  readonly #random: Random;
  readonly #clock: ManualClock = manualClock(1_000);
  readonly #failures: string[] = [];
  readonly #transport: InjectedTransport;
  readonly #client: CoapClient;
  #calls = 0;
  #observation: CoapObservation | undefined;
  #isObserving = false;

  private constructor(random: Random) {
    this.#random = random;
    this.#transport = new InjectedTransport(LOCAL, (datagram) => this.#onSend(datagram));
    this.#client = coapClient({
      ...{
        transport: this.#transport,
        clock: this.#clock,
        random,
        nstart: 32,
        maxBodyBytes: 50_000,
        maxBlockBytes: 64,
      },
      onError: (error) => this.#complain(`the client reported ${String(error.stack)}`),
    });
  }

  static async start(random: Random): Promise<AttackedClient> {
    const attacked = new AttackedClient(random);
    attacked.#callMore();
    await attacked.#clock.settle();
    return attacked;
  }

  /** One datagram, nearly always from the server that was asked. */
  attack(datagram: Uint8Array): void {
    const port = this.#random() < 0.95 ? SERVER.port : 1_024 + Math.floor(this.#random() * 60_000);
    try {
      this.#transport.receiver?.onDatagram(datagram, SERVER.address, port);
    } catch (error) {
      this.#complain(`the client threw ${String((error as Error).stack)} at ${Buffer.from(datagram).toString("hex")}`);
    }
  }

  async pass(ms: number): Promise<void> {
    this.#callMore();
    if (!this.#isObserving) this.#observe();
    else if (this.#random() < 0.05) void this.#observation?.cancel();
    await this.#clock.advance(ms);
  }

  /** What went wrong; lets everything end, and asks a plain question last. */
  async complaints(): Promise<readonly string[]> {
    await this.#clock.advance(1_000_000);
    if (this.#calls > 0) this.#complain(`${this.#calls} calls never ended`);
    this.open.length = 0;
    const asking = this.#client.request({ host: SERVER.address, path: "/last" });
    await this.#clock.settle();
    const asked = decodeMessage(this.open.at(-1) ?? new Uint8Array(0));
    if (asked.ok) {
      const answer = {
        ...asked.message,
        type: MessageType.ACK,
        code: Code.Content,
        options: [],
        payload: Buffer.from("fine"),
      };
      this.attack(encodeMessage(answer));
      this.#transport.receiver?.onDatagram(encodeMessage(answer), SERVER.address, SERVER.port);
    } else this.#complain("the client no longer asks");
    const { payload } = await asking;
    if (Buffer.from(payload).toString() !== "fine") this.#complain("the client takes a wrong answer");
    return this.#failures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }

  #onSend(datagram: Uint8Array): void {
    this.sent += 1;
    if (!decodeMessage(datagram).ok) this.#complain("the client sent what is no message");
    if (datagram.length < 8) return;
    this.open.push(datagram);
    if (this.open.length > MAX_OPEN) this.open.shift();
  }

  #callMore(): void {
    for (; this.#calls < MAX_OPEN; this.#calls++) void this.#call();
  }

  async #call(): Promise<void> {
    const isUpload = this.#random() < 0.3;
    const target = { host: SERVER.address, path: "/state", confirmable: this.#random() < 0.7, timeoutMs: 5_000 };
    try {
      await this.#client.request(isUpload ? { ...target, method: Code.PUT, payload: new Uint8Array(300) } : target);
    } catch (error) {
      this.#assertOwn(error);
    }
    this.#calls -= 1;
  }

  #observe(): void {
    this.#isObserving = true;
    const over = () => {
      this.#isObserving = false;
      this.#observation = undefined;
    };
    const options = { host: SERVER.address, path: "/state", timeoutMs: 5_000, onNotification: () => undefined };
    this.#client.observe({ ...options, onEnd: over }).then(
      (observation) => {
        if (this.#isObserving) this.#observation = observation;
      },
      (error: unknown) => this.#assertOwn(error),
    );
  }

  #assertOwn(error: unknown): void {
    if (isWotError(error) && OWN_CODES.has(error.code)) return;
    this.#complain(`a call ended with ${String((error as Error).stack)}`);
  }

  #complain(what: string): void {
    if (this.#failures.length < 20) this.#failures.push(what);
  }
}
