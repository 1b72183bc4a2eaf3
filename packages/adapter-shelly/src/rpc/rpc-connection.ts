import { randomInt } from "node:crypto";
import { abortedBy, type Clock, type Timer, within } from "@thingwright/contracts";
import { CredentialsError, NetworkError, ProtocolError, RemoteError, type WotError } from "@thingwright/errors";
import type { Members } from "@thingwright/mapping";
import { WebSocket } from "ws";
import type { ShellyLimits } from "../limits.js";
import { readFrame } from "./frame.js";
import { answerChallenge } from "./frame-authentication.js";

/** What a connection needs. */
export interface RpcConnectionOptions {
  readonly limits: ShellyLimits;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The device's password; `undefined` when there is none. Read anew for each challenge. */
  password(): Promise<string | undefined>;
  onNotification(method: string, params: Members): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: WotError): void;
}

/**
 * A device's WebSocket. It brings notifications once a first call has been answered, and ends when the device stays silent
 * for two pings.
 *
 * @see https://shelly-api-docs.shelly.cloud/gen2/General/RPCChannels
 */
export class RpcConnection {
  /** Resolves with the reason once the connection has ended. */
  readonly ended: Promise<WotError>;
  readonly #socket: WebSocket;
  readonly #options: RpcConnectionOptions;
  readonly #source = `thingwright-${randomInt(2 ** 47)}`;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #isAnswering = true;
  #ping: Timer | undefined;

  private constructor(socket: WebSocket, options: RpcConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.ended = new Promise((resolve) => {
      const end = (error: WotError): void => {
        this.#ping?.cancel();
        for (const { reject } of this.#pending.values()) reject(error);
        this.#pending.clear();
        resolve(error);
      };
      socket.on("error", (cause) => end(new NetworkError("WOT_NETWORK", "the device's WebSocket failed", { cause })));
      socket.on("close", () => end(new NetworkError("WOT_NETWORK", "the device closed its WebSocket")));
    });
    socket.on("message", (data, isBinary) => {
      if (!isBinary) this.#take(data.toString());
    });
    socket.on("pong", () => {
      this.#isAnswering = true;
    });
  }

  /** @throws {NetworkError} WOT_NETWORK, {@link TimeoutError} WOT_TIMEOUT */
  static async open(url: string, options: RpcConnectionOptions): Promise<RpcConnection> {
    const { limits, clock, signal } = options;
    if (signal.aborted) throw abortedBy(signal);
    const socket = new WebSocket(url, {
      maxPayload: limits.maxMessageBytes,
      handshakeTimeout: limits.timeoutMs,
      perMessageDeflate: false,
      followRedirects: false,
    });
    const connection = new RpcConnection(socket, options);
    const close = (): void => socket.terminate();
    signal.addEventListener("abort", close, { once: true });
    void connection.ended.then(() => signal.removeEventListener("abort", close));
    const opened = new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      void connection.ended.then(reject);
    });
    await within(opened, { timeoutMs: limits.timeoutMs, signal }, clock, close);
    connection.#keepAlive();
    return connection;
  }

  /**
   * Calls `method` of the device, with its password where it asks for one.
   *
   * @throws {RemoteError} WOT_REMOTE with the device's own words
   * @throws {CredentialsError} when the password is missing or wrong
   */
  async call(method: string, params: Members = {}): Promise<unknown> {
    try {
      return await this.#send(method, params);
    } catch (error) {
      if (!(error instanceof Challenge)) throw error;
      return this.#sendAnswering(error.message, method, params);
    }
  }

  close(): void {
    this.#socket.terminate();
  }

  async #sendAnswering(challenge: string, method: string, params: Members): Promise<unknown> {
    const password = await this.#options.password();
    if (password === undefined) {
      throw new CredentialsError("WOT_CREDENTIALS_MISSING", "there is no password for the device");
    }
    const auth = answerChallenge(challenge, password, randomInt(2 ** 47));
    if (auth === undefined) throw new ProtocolError("WOT_PROTOCOL", "the device's challenge cannot be answered");
    try {
      return await this.#send(method, params, auth);
    } catch (error) {
      if (!(error instanceof Challenge)) throw error;
      throw new CredentialsError("WOT_CREDENTIALS_REFUSED", "the device refused the password");
    }
  }

  async #send(method: string, params: Members, auth?: object): Promise<unknown> {
    const { limits, clock, signal } = this.#options;
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const frame = { jsonrpc: "2.0", id, src: this.#source, method, params, ...(auth !== undefined && { auth }) };
    this.#socket.send(JSON.stringify(frame), () => {});
    try {
      return await within(answer, { timeoutMs: limits.timeoutMs, signal }, clock);
    } finally {
      this.#pending.delete(id);
    }
  }

  #take(text: string): void {
    this.#isAnswering = true;
    const frame = readFrame(text);
    if (frame?.kind === "notification") this.#options.onNotification(frame.method, frame.params);
    if (frame === undefined || frame.kind === "notification" || typeof frame.id !== "number") return;
    const pending = this.#pending.get(frame.id);
    if (frame.kind === "result") pending?.resolve(frame.result);
    else if (frame.code === 401) pending?.reject(new Challenge(frame.message));
    else
      pending?.reject(
        new RemoteError("WOT_REMOTE", `the device refused: ${frame.message}`, { status: String(frame.code) }),
      );
  }

  #keepAlive(): void {
    this.#ping = this.#options.clock.after(this.#options.limits.pingMs, () => {
      if (!this.#isAnswering) return this.#socket.terminate();
      this.#isAnswering = false;
      this.#socket.ping();
      this.#keepAlive();
    });
  }
}

/** A refusal that asks for the password; its message is the challenge. */
class Challenge extends CredentialsError {
  constructor(message: string) {
    super("WOT_CREDENTIALS_MISSING", message);
  }
}
