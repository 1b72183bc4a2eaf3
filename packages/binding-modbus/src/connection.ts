import { Socket } from "node:net";
import { abortedBy, type Clock, type Patience, within } from "@thingwright/contracts";
import { NetworkError, RequestError, type WotError } from "@thingwright/errors";
import { modbusError } from "./modbus-error.js";
import { Turn } from "./turn.js";
import { newWire, type Wire } from "./wire.js";

/** Limits of one connection. */
export interface ConnectionLimits {
  /** Requests that may wait for their turn; more fail with RequestError. */
  readonly maxQueuedRequests: number;
  /** A connection without requests is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** What is done with the wire when it is one's turn. */
export type Transaction<T> = (wire: Wire) => Promise<T>;

/** A wire that works: a socket and the protocol on top of it. */
interface Line {
  readonly socket: Socket;
  readonly modbus: Wire;
  /** Reject the exchanges that wait for an answer. */
  readonly pending: Set<(error: WotError) => void>;
}

/** After so many unanswered requests in a row the connection counts as dead and is opened anew. */
const maxUnanswered = 2;

/** The connection to one Modbus TCP server: opened when needed, one request at a time, in order. */
export class Connection {
  readonly #host: string;
  readonly #port: number;
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  #tail: Promise<unknown> = Promise.resolve();
  #queued = 0;
  #unanswered = 0;
  /** Grows with every `close`, so that a connection that comes too late is not kept. */
  #era = 0;
  #line: Line | undefined;
  #opening: Promise<Line> | undefined;
  #cancelIdle = (): void => {};

  constructor(host: string, port: number, limits: ConnectionLimits, clock: Clock) {
    this.#host = host;
    this.#port = port;
    this.#limits = limits;
    this.#clock = clock;
  }

  get isIdle(): boolean {
    return this.#queued === 0;
  }

  /**
   * Runs `transaction` when its turn has come, for at most `responseTimeoutMs`, so that one silent unit does not hold
   * up all others. The deadline counts from now, waiting included.
   */
  run<T>(transaction: Transaction<T>, patience: Patience, responseTimeoutMs: number): Promise<T> {
    if (patience.signal?.aborted) return Promise.reject(abortedBy(patience.signal));
    if (this.#queued >= this.#limits.maxQueuedRequests) {
      return Promise.reject(
        new RequestError("WOT_TOO_MANY", `${this.#queued} requests wait for ${this.#host} already`),
      );
    }
    this.#queued += 1;
    this.#cancelIdle();
    const turn = new Turn();
    const previous = this.#tail;
    const result = previous.then(() => (turn.isOver ? turn.over : this.#perform(transaction, turn, responseTimeoutMs)));
    const finished = within(result, patience, this.#clock, (reason) => turn.end(reason));
    this.#tail = previous.then(() => Promise.race([result, turn.over])).then(ignore, ignore);
    return finished.finally(() => this.#left());
  }

  /** Closes the socket; what is under way fails with NetworkError. The next request opens it anew. */
  close(): void {
    this.#cancelIdle();
    this.#era += 1;
    this.#line?.socket.destroy();
    this.#line = undefined;
  }

  async #perform<T>(transaction: Transaction<T>, turn: Turn, responseTimeoutMs: number): Promise<T> {
    const line = await Promise.race([this.#open(), turn.over]);
    if (turn.isOver) return turn.over;
    turn.over.catch((reason) => this.#unansweredBecause(reason));
    try {
      const work = answer(transaction, line, turn);
      const value = await within(work, { timeoutMs: responseTimeoutMs }, this.#clock, (reason) => turn.end(reason));
      this.#unanswered = 0;
      return value;
    } catch (error) {
      const known = modbusError(error);
      if (known.family === "ProtocolError") this.close();
      if (known.family === "RemoteError") this.#unanswered = 0;
      throw known;
    }
  }

  /** Counts requests whose time is over; those that the caller gave up do not count. */
  #unansweredBecause(reason: WotError): void {
    if (reason.family !== "TimeoutError") return;
    this.#unanswered += 1;
    if (this.#unanswered < maxUnanswered) return;
    this.#unanswered = 0;
    this.close();
  }

  #left(): void {
    this.#queued -= 1;
    if (this.#queued > 0 || this.#line === undefined) return;
    const timer = this.#clock.after(this.#limits.idleTimeoutMs, () => this.close());
    this.#cancelIdle = () => timer.cancel();
  }

  #open(): Promise<Line> {
    if (this.#line !== undefined) return Promise.resolve(this.#line);
    this.#opening ??= this.#link().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #link(): Promise<Line> {
    const era = this.#era;
    const socket = await this.#connect();
    if (era !== this.#era) {
      socket.destroy();
      throw this.#unreachable(undefined);
    }
    const line: Line = { socket, modbus: newWire(), pending: new Set() };
    line.modbus.on("error", ignore);
    socket.once("close", () => this.#lose(line));
    await line.modbus.linkTCP(socket, { port: this.#port });
    this.#line = line;
    return line;
  }

  #lose(line: Line): void {
    if (this.#line === line) this.#line = undefined;
    const error = new NetworkError("WOT_NETWORK", `the connection to ${this.#host}:${this.#port} was closed`);
    for (const reject of line.pending) reject(error);
  }

  #connect(): Promise<Socket> {
    const socket = new Socket();
    const connected = new Promise<Socket>((resolve, reject) => {
      socket.once("connect", () => resolve(socket));
      socket.on("error", (cause) => reject(this.#unreachable(cause)));
      socket.once("close", () => reject(this.#unreachable(undefined)));
    });
    socket.setNoDelay(true);
    socket.connect({ host: this.#host, port: this.#port });
    return within(connected, { timeoutMs: this.#limits.connectTimeoutMs }, this.#clock, () => socket.destroy());
  }

  #unreachable(cause: Error | undefined): NetworkError {
    const why = cause === undefined ? "" : `: ${cause.message}`;
    return new NetworkError("WOT_NETWORK", `no connection to ${this.#host}:${this.#port}${why}`, {
      cause,
      sent: false,
    });
  }
}

/** The value of `transaction`; fails when the wire is lost or the caller stops waiting. */
async function answer<T>(transaction: Transaction<T>, line: Line, turn: Turn): Promise<T> {
  let fail: (error: WotError) => void = ignore;
  try {
    return await new Promise<T>((resolve, reject) => {
      fail = reject;
      line.pending.add(fail);
      turn.over.catch(reject);
      transaction(line.modbus).then(resolve, reject);
    });
  } finally {
    line.pending.delete(fail);
  }
}

const ignore = (): void => {};
