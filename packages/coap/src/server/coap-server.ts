import { UsageError, type WotError } from "@thingwright/errors";
import type { RequestOpener } from "../object-security/object-security.js";
import type { NotificationPolicy } from "../observe/server-observation.js";
import type { Delivery, Peer } from "../reliability/delivery.js";
import { errorReporter } from "../reliability/error-reporter.js";
import type { MessageCarrier } from "../reliability/message-carrier.js";
import { type TransmissionParameters, transmissionParameters } from "../reliability/transmission-parameters.js";
import { type CoapTransport, carrierOver } from "../stream/carrier-over.js";
import { type Clock, systemClock } from "../time/clock.js";
import { type Random, secureRandom } from "../time/random.js";
import { TimerWheel } from "../time/timer-wheel.js";
import type { CoapAddress, DatagramTransport } from "../transport/datagram-transport.js";
import { udpTransport } from "../transport/udp-transport.js";
import { DEFAULT_PORT } from "../uri/coap-uri.js";
import { AddressVerification } from "./address-verification.js";
import { AmplificationGuard } from "./amplification-guard.js";
import type { CoapHandler } from "./handler.js";
import { Observers } from "./observers.js";
import type { CoapRequest } from "./request.js";
import { RequestDispatcher } from "./request-dispatcher.js";
import { Responder } from "./responder.js";
import type { CoapResponse } from "./response.js";
import { type ServerLimits, serverLimits } from "./server-limits.js";

const DAY_MS = 86_400_000;

export interface CoapServerOptions
  extends Partial<ServerLimits>,
    Partial<TransmissionParameters>,
    Partial<NotificationPolicy> {
  /** Answers every request. Called synchronously as datagrams come in; answers of a promise wait without holding others. */
  readonly handler: CoapHandler;
  /** Local port. Default 5683; 0 for any free one. */
  readonly port?: number;
  /** Local IP address. Default: all, IPv6 and IPv4. */
  readonly address?: string;
  /** In place of UDP, such as `tcpServer()` or a `dtlsTransport`; `port` and `address` are then unused. */
  readonly transport?: CoapTransport;
  /** Answers requests that ask a forward-proxy, such as `forwardProxy`. Default: they are answered 5.05. */
  readonly proxy?: CoapHandler;
  /** Multicast groups to be a member of, such as `[udpGroup()]`. Default: none. */
  readonly groups?: readonly DatagramTransport[];
  /**
   * Critical options that the handler evaluates itself from `request.options`, such as If-Match. Requests with others that
   * this package does not act on are refused with 4.02.
   */
  readonly understoodOptions?: readonly number[];
  /**
   * Whether an address must show that it receives what is sent to it, before it gets more than three times the bytes that
   * came from it: `"large-answers"`, the default, pings it before the first answer that is larger, which every client
   * copes with; `true` asks for an Echo, also before anything is done for it (RFC 9175 §2.4), and clients without Echo, which
   * are many, get 4.01; `false` is for networks that no stranger can send to. Over DTLS there is nothing to show.
   */
  readonly verifyPeers?: "large-answers" | boolean;
  /** Opens requests that are protected end to end, such as `oscoreContexts` of `@thingwright/coap/oscore`. Default: none. */
  readonly oscore?: RequestOpener;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Told of faults on our side that no caller hears of: handlers that failed, sockets that broke. Default: nothing. */
  readonly onError?: (error: WotError) => void;
}

/** A CoAP server. */
export interface CoapServer extends AsyncDisposable {
  /**
   * Starts to receive; resolves with the local address.
   *
   * @throws {UsageError} WOT_ADDRESS_IN_USE, WOT_STATE if it listens already or was closed
   * @throws {NetworkError} WOT_NETWORK
   */
  listen(): Promise<CoapAddress>;
  /** The local address; `undefined` unless listening. */
  address(): CoapAddress | undefined;
  /** Observations that are established. */
  readonly observerCount: number;
  /** Answers every request whose handler has not answered, and aborts its signal: what the handler still says is not sent. */
  answerPending(answerOf: (request: CoapRequest) => CoapResponse): void;
  /** Stops at once: ends observations, aborts the signals of open requests, and sends nothing more. May be called twice. */
  close(): Promise<void>;
}

/**
 * A server that answers every CoAP request with `handler`; `listen` starts it.
 *
 * @throws {UsageError} WOT_RANGE if a limit or parameter is out of range
 * @see RFC 7252, RFC 7641, RFC 7959
 */
export function coapServer(options: CoapServerOptions): CoapServer {
  return new Server(options);
}

class Server implements CoapServer {
  readonly #groups: readonly DatagramTransport[];
  readonly #wheel: TimerWheel;
  readonly #carrier: MessageCarrier;
  readonly #observers: Observers;
  readonly #dispatcher: RequestDispatcher;
  #state: "new" | "listening" | "closed" = "new";
  #address: CoapAddress | undefined;

  constructor(options: CoapServerOptions) {
    const limits = serverLimits(options);
    const parameters = transmissionParameters(options);
    const random = options.random ?? secureRandom();
    const onError = errorReporter(options.onError);
    this.#wheel = new TimerWheel(options.clock ?? systemClock, onError);
    const user = {
      onRequest: (...request: Parameters<RequestDispatcher["dispatch"]>) => this.#dispatcher.dispatch(...request),
      onResponse: () => false,
      onReset: (...reset: Parameters<Observers["reject"]>) => this.#observers.reject(...reset),
      onPeerGone: (peer: Peer) => {
        this.#dispatcher.leave(peer);
        this.#observers.leave(peer);
      },
      onStray: (peer: Peer) => verification.stray(peer),
      onRepeated: (peer: Peer) => verification.repeated(peer),
      onWithheld: (delivery: Delivery) =>
        verification.whenVerified(delivery.peer, {
          onVerified: () => this.#carrier.resend?.(delivery),
          // Its timer goes on.
          onOverdue: () => true,
          onUnverified: () => undefined,
        }),
      onError,
    };
    this.#groups = options.groups ?? [];
    const transport = options.transport ?? udpTransport(udpOptions(options));
    const wheel = this.#wheel;
    const verifies = transport.scheme === "coaps" ? false : (options.verifyPeers ?? "large-answers");
    const allowance = verifies === false ? Number.POSITIVE_INFINITY : 0;
    const carrier = carrierOver({
      transport,
      parameters,
      limits,
      maxTokenBytes: limits.maxTokenBytes,
      wheel,
      random,
      allowance,
      user,
    });
    this.#carrier = carrier;
    const verification = new AddressVerification({ carrier, limits, wheel, onError });
    const guard = verifies === true ? new AmplificationGuard(() => wheel.now(), verification) : undefined;
    const responder = new Responder({ carrier, limits, wheel, random, guard, verification });
    const policy = notificationPolicy(options);
    this.#observers = new Observers(policy, limits, carrier, responder, verification, wheel, onError);
    this.#dispatcher = new RequestDispatcher({
      handler: options.handler,
      proxy: options.proxy,
      understoodOptions: new Set(options.understoodOptions),
      opener: options.oscore,
      guard,
      verification,
      limits,
      carrier,
      responder,
      observers: this.#observers,
      wheel,
      onError,
      identify: (peer) => carrier.identityOf(peer),
    });
  }

  async listen(): Promise<CoapAddress> {
    if (this.#state !== "new") throw new UsageError("WOT_STATE", `the server is ${this.#state}`);
    this.#state = "listening";
    try {
      this.#address = await this.#carrier.open();
      await this.#joinGroups();
    } catch (error) {
      if (this.#state === "listening") this.#state = "new";
      throw error;
    }
    return this.#address;
  }

  /** Leaves nothing open if a group cannot be joined. */
  async #joinGroups(): Promise<void> {
    const receiver = this.#carrier.groupReceiver;
    try {
      if (receiver === undefined && this.#groups.length > 0)
        throw new UsageError("WOT_ARGUMENT", "groups are for datagrams: there is no multicast over connections");
      for (const group of this.#groups) await group.open(receiver!);
    } catch (error) {
      await this.#leave();
      throw error;
    }
  }

  async #leave(): Promise<void> {
    await Promise.all([this.#carrier, ...this.#groups].map((one) => one.close()));
  }

  address(): CoapAddress | undefined {
    return this.#state === "listening" ? this.#address : undefined;
  }

  get observerCount(): number {
    return this.#observers.size;
  }

  answerPending(answerOf: (request: CoapRequest) => CoapResponse): void {
    if (this.#state === "listening") this.#dispatcher.answerPending(answerOf);
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#dispatcher.close();
    this.#observers.close();
    this.#wheel.clear();
    await this.#leave();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function udpOptions({ address, port = DEFAULT_PORT }: CoapServerOptions) {
  return address === undefined ? { port } : { address, port };
}

function notificationPolicy(options: CoapServerOptions): NotificationPolicy {
  return {
    notificationsPerConfirmable: Math.max(1, options.notificationsPerConfirmable ?? 8),
    confirmableIntervalMs: Math.min(options.confirmableIntervalMs ?? DAY_MS, DAY_MS),
  };
}
