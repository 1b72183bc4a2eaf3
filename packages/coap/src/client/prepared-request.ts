import type { RequestProtector } from "../object-security/object-security.js";
import type { Peer } from "../reliability/delivery.js";
import type { Call, OptionTemplate } from "./call.js";
import { abortError } from "./client-exchange.js";
import type { CoapClientResponse } from "./client-response.js";

/** How to send one request. */
export interface SendOptions {
  /** Text is sent as UTF-8. More than a block is sent block-wise. */
  readonly payload?: Uint8Array | string;
  /** Default true. */
  readonly confirmable?: boolean;
  /**
   * Asks for one block of the response, and gives that alone: `block` of the response says where it belongs. Of GET, and of
   * FETCH whose payload fits into a block. Its size is `block2Bytes`. Default: all blocks (RFC 7959 §2.4).
   */
  readonly block2Number?: number;
  /** Whether a fresh response of the client's `cache` will do; otherwise the server is asked. Default true. */
  readonly mayUseCache?: boolean;
  readonly signal?: AbortSignal;
  /**
   * Time for the whole call. Default: MAX_TRANSMIT_WAIT, 93 s with the usual parameters, for each of the exchanges that
   * a block-wise transfer takes.
   */
  readonly timeoutMs?: number;
}

/** A request whose URI and options are worked out, to be sent any number of times. */
export interface PreparedRequest {
  /**
   * Sends the request; resolves with the answer, whatever its code.
   *
   * @throws {TimeoutError} WOT_TIMEOUT: no acknowledgement, or no answer before the deadline
   * @throws {AbortError} WOT_ABORTED
   * @throws {NetworkError} WOT_NETWORK: no such host, or no way to it
   * @throws {RemoteError} WOT_REMOTE: the peer sent a Reset
   * @throws {ProtocolError} WOT_PROTOCOL: the answer breaks a rule, or its body is too large
   * @throws {UsageError} WOT_STATE: the client is closed, or too many requests wait for this peer
   */
  send(options?: SendOptions): Promise<CoapClientResponse>;
}

/** Whom to ask. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** The address that `host` is; `undefined` for a name. */
  readonly address: string | undefined;
}

/** What a prepared request needs of its client. */
export interface PreparedRequestHost {
  /** The peer of a destination, if that can be said without waiting. */
  knownPeer(to: Destination): Peer | undefined;
  findPeer(to: Destination): Promise<Peer>;
  now(): number;
  run(call: Call, options: SendOptions, to: Destination): Promise<CoapClientResponse>;
}

/** @internal */
export class Prepared implements PreparedRequest {
  readonly #host: PreparedRequestHost;
  readonly to: Destination;
  readonly #method: number;
  readonly #template: OptionTemplate;
  readonly #protector: RequestProtector | undefined;

  constructor(
    host: PreparedRequestHost,
    to: Destination,
    method: number,
    template: OptionTemplate,
    protector: RequestProtector | undefined,
  ) {
    this.#host = host;
    this.to = to;
    this.#method = method;
    this.#template = template;
    this.#protector = protector;
  }

  send(options: SendOptions = {}): Promise<CoapClientResponse> {
    const peer = this.#host.knownPeer(this.to);
    if (peer === undefined) return this.#findAndSend(options);
    return this.#host.run(this.call(peer, options, this.#deadline(options)), options, this.to);
  }

  /** The call that `send` makes to a peer. */
  call(peer: Peer, { confirmable = true, signal }: SendOptions, deadlineMs: number | undefined): Call {
    const protector = this.#protector;
    return { peer, method: this.#method, template: this.#template, protector, confirmable, signal, deadlineMs };
  }

  async #findAndSend(options: SendOptions): Promise<CoapClientResponse> {
    const deadlineMs = this.#deadline(options);
    const peer = await this.#host.findPeer(this.to);
    if (options.signal?.aborted) throw abortError(options.signal);
    return this.#host.run(this.call(peer, options, deadlineMs), options, this.to);
  }

  #deadline({ timeoutMs }: SendOptions): number | undefined {
    return timeoutMs === undefined ? undefined : this.#host.now() + timeoutMs;
  }
}
