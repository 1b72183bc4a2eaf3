import type { WotError } from "@thingwright/errors";
import {
  type CoapRequest,
  type CoapResponse,
  type CoapServer,
  Code,
  coapServer,
  decodeMessage,
  encodeMessage,
  type ManualClock,
  MessageType,
  manualClock,
  type ObservationSink,
  OptionNumber,
  type Random,
  stringOption,
} from "../../src/index.js";
import { InjectedTransport } from "./injected-transport.js";

const MAX_OBSERVERS = 500;
const LOCAL = { address: "10.0.0.1", port: 5683 };
const FRIEND = { address: "10.255.0.1", port: 40_000 };
const NO_BYTES = new Uint8Array(0);

/** A server of all kinds of resources that is sent whatever comes to an attacker's mind. */
export class AttackedServer implements AsyncDisposable {
  sent = 0;
  readonly #random: Random;
  readonly #clock: ManualClock = manualClock(1_000);
  readonly #failures: string[] = [];
  readonly #sinks = new Set<ObservationSink>();
  readonly #transport: InjectedTransport;
  readonly #server: CoapServer;
  #toFriend: Uint8Array | undefined;

  private constructor(random: Random) {
    this.#random = random;
    this.#transport = new InjectedTransport(LOCAL, (datagram, { address }) => {
      this.sent += 1;
      if (!decodeMessage(datagram).ok) this.#complain("the server sent what is no message");
      if (address === FRIEND.address) this.#toFriend = datagram;
    });
    this.#server = coapServer({
      ...{ transport: this.#transport, clock: this.#clock, random, handler: (request) => this.#handle(request) },
      ...{ maxPeers: 2_000, maxExchanges: 10_000, maxObservers: MAX_OBSERVERS, maxBodyBytes: 10_000 },
      ...{ maxAssemblyBytes: 100_000, maxSnapshotBytes: 100_000, handlerTimeoutMs: 1_000 },
      onError: (error) => this.#onReport(error),
    });
  }

  static async start(random: Random): Promise<AttackedServer> {
    const attacked = new AttackedServer(random);
    await attacked.#server.listen();
    return attacked;
  }

  /** One datagram, from one of few busy peers or of many. */
  attack(datagram: Uint8Array): void {
    const peer = Math.floor(this.#random() * (this.#random() < 0.5 ? 4 : 60_000));
    try {
      this.#transport.receiver?.onDatagram(datagram, `10.1.${peer >> 8}.${peer & 255}`, 1_024 + peer);
    } catch (error) {
      this.#complain(`the server threw ${String((error as Error).stack)} at ${Buffer.from(datagram).toString("hex")}`);
    }
  }

  async pass(ms: number): Promise<void> {
    for (const sink of this.#sinks) if (this.#random() < 0.1) sink.notify(this.#state());
    if (this.#server.observerCount > MAX_OBSERVERS) this.#complain(`${this.#server.observerCount} observers`);
    await this.#clock.advance(ms);
  }

  /** What went wrong; asks a plain question last. */
  async complaints(): Promise<readonly string[]> {
    await this.#clock.advance(300_000);
    const options = [stringOption(OptionNumber.UriPath, "state")];
    const message = {
      type: MessageType.CON,
      code: Code.GET,
      messageId: 1,
      token: NO_BYTES,
      payload: NO_BYTES,
      options,
    };
    this.#toFriend = undefined;
    this.#transport.receiver?.onDatagram(encodeMessage(message), FRIEND.address, FRIEND.port);
    const answer = decodeMessage(this.#toFriend ?? NO_BYTES);
    if (!answer.ok || answer.message.code !== Code.Content) this.#complain("the server no longer answers");
    return this.#failures;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close();
  }

  #handle(request: CoapRequest): CoapResponse | Promise<CoapResponse> {
    // Everything that a handler may look at is looked at.
    const { path, segments, query, payload, options, method } = request;
    if (segments.length + query.length + payload.length + options.length < 0) throw new RangeError("less than nothing");
    const sink = request.observe?.accept({ conflate: this.#random() < 0.5 });
    if (sink !== undefined) {
      this.#sinks.add(sink);
      sink.onEnd(() => this.#sinks.delete(sink));
    }
    if (method === Code.PUT) return { code: Code.Changed, payload: String(payload.length) };
    if (path === "/state") return this.#state();
    if (path === "/big") return { code: Code.Content, payload: new Uint8Array(5_000) };
    if (path === "/slow") return new Promise((resolve) => this.#clock.setTimer(() => resolve(this.#state()), 1_500));
    return { code: Code.NotFound };
  }

  /** It is to report that a peer acknowledges nothing, and that more than `maxWaitingPerPeer` responses are dropped. */
  #onReport(error: WotError): void {
    if (error.code !== "WOT_STATE") this.#complain(`the server reported ${String(error.stack)}`);
  }

  #state(): CoapResponse {
    return { code: Code.Content, payload: this.#random() < 0.1 ? new Uint8Array(2_000) : "state" };
  }

  #complain(what: string): void {
    if (this.#failures.length < 20) this.#failures.push(what);
  }
}
