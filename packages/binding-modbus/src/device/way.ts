import { Socket } from "node:net";
import { type Clock, within } from "@thingwright/contracts";
import { asWotError, NetworkError, TimeoutError, type WotError } from "@thingwright/errors";
import type { Framing } from "../protocol/framing.js";
import { Line } from "./line.js";

/** Where a Modbus server listens, and how it frames. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly framing: Framing;
}

/** The way to one server: a line that is opened when it is needed, and again when it is lost. */
export class Way {
  readonly #address: ServerAddress;
  readonly #connectTimeoutMs: number;
  readonly #clock: Clock;
  /** Grows with every `close`, so that a connection that comes too late is not kept. */
  #era = 0;
  #line: Line | undefined;
  #opening: Promise<Line> | undefined;
  /** The latest, connected or not. */
  #socket: Socket | undefined;

  constructor(address: ServerAddress, connectTimeoutMs: number, clock: Clock) {
    this.#address = address;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return this.#line !== undefined;
  }

  /** @throws {NetworkError} WOT_NETWORK, {TimeoutError} WOT_TIMEOUT: nothing has been sent */
  open(): Promise<Line> {
    if (this.#line !== undefined) return Promise.resolve(this.#line);
    this.#opening ??= this.#link().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Closes the socket, also one that is not connected yet; what is under way fails with NetworkError. */
  close(): void {
    this.#era += 1;
    this.#line?.close();
    this.#line = undefined;
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #link(): Promise<Line> {
    const era = this.#era;
    const socket = await this.#connect();
    if (era !== this.#era) {
      socket.destroy();
      throw this.#unreachable(undefined);
    }
    const line: Line = new Line(socket, this.#address.framing, () => {
      if (this.#line === line) this.#line = undefined;
    });
    this.#line = line;
    return line;
  }

  #connect(): Promise<Socket> {
    const { host, port } = this.#address;
    const socket = new Socket();
    this.#socket = socket;
    const connected = new Promise<Socket>((resolve, reject) => {
      socket.once("connect", () => resolve(socket));
      socket.on("error", (cause) => reject(this.#unreachable(cause)));
      socket.once("close", () => reject(this.#unreachable(undefined)));
    });
    socket.setNoDelay(true);
    socket.connect({ host, port });
    const patience = { timeoutMs: this.#connectTimeoutMs };
    return within(connected, patience, this.#clock, () => socket.destroy()).catch((error: unknown) => {
      throw notSent(asWotError(error));
    });
  }

  #unreachable(cause: unknown): NetworkError {
    const { host, port } = this.#address;
    return new NetworkError("WOT_NETWORK", `${host}:${port} cannot be reached`, { sent: false, cause });
  }
}

/** `error` of a request that has not reached anybody. */
export function notSent(error: WotError): WotError {
  if (error.family !== "TimeoutError") return error;
  return new TimeoutError("WOT_TIMEOUT", error.message, { sent: false, cause: error });
}
