import type { Clock, Timer } from "@thingwright/contracts";
import { CredentialsError, NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import { Awaited } from "../awaited.js";
import type { Carrier, CarrierListener, OpenCarrier } from "../carrier.js";
import { encodeEndpoint, wherever } from "../endpoint.js";
import { decodeMessage, encodeMessage, type Message } from "../message.js";
import { acceptSession, authentication, newPair, type TunnelUser } from "./secure-handshake.js";
import { type SessionKey, secureService, unwrap, wrap } from "./secure-wrapper.js";

/** How long a session waits. */
export interface SecureLimits {
  readonly connectTimeoutMs: number;
}

/** A session that is silent for a minute ends. */
const keepAliveMs = 30_000;

const status = { authenticated: 0, refused: 1, unauthenticated: 2, timeout: 3, keepAlive: 4, close: 5 } as const;

/**
 * Carries messages in a session that only `user` can have (KNX IP Secure), over a carrier in the open.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED for a password that is another, or an interface that is
 * @see KNX Standard 03_08_09
 */
export const secured =
  (open: OpenCarrier, user: TunnelUser, limits: SecureLimits, clock: Clock): OpenCarrier =>
  async (listener, signal) => {
    const session = new SecureSession(listener, clock);
    const carrier = await open(session, signal);
    try {
      await session.begin(carrier, user, { timeoutMs: limits.connectTimeoutMs, signal });
      return session;
    } catch (error) {
      session.close();
      carrier.close();
      throw error;
    }
  };

class SecureSession implements Carrier, CarrierListener {
  readonly isReliable = true;
  readonly local = wherever;
  readonly #listener: CarrierListener;
  readonly #clock: Clock;
  readonly #answer: Awaited<Message>;
  readonly #status: Awaited<number>;
  #carrier: Carrier | undefined;
  #key: SessionKey | undefined;
  #sent = 0;
  /** Each message has a later place than the one before: nobody can repeat one. */
  #received = -1;
  #isOver = false;
  #isAuthenticated = false;
  #keepAlive: Timer | undefined;

  constructor(listener: CarrierListener, clock: Clock) {
    this.#listener = listener;
    this.#clock = clock;
    this.#answer = new Awaited(clock);
    this.#status = new Awaited(clock);
  }

  async begin(carrier: Carrier, user: TunnelUser, patience: { timeoutMs: number; signal: AbortSignal }): Promise<void> {
    this.#carrier = carrier;
    const pair = newPair();
    const answer = this.#answer.next(patience);
    carrier.send(
      encodeMessage(secureService.sessionRequest, Buffer.concat([encodeEndpoint(wherever, true), pair.open])),
    );
    const agreement = await acceptSession(pair, (await answer).body, user);
    if (agreement === undefined)
      throw new ProtocolError("WOT_PROTOCOL", "the answer of the KNX interface is no session");
    if (agreement.session === 0)
      throw new NetworkError("WOT_NETWORK", "the KNX interface has no session left", { sent: false });
    this.#key = agreement;
    const told = this.#status.next(patience);
    told.catch(ignore);
    this.send(await authentication(agreement, user));
    if ((await told) !== status.authenticated) {
      throw new CredentialsError("WOT_CREDENTIALS_REFUSED", "the KNX interface refuses the user or the password");
    }
    this.#isAuthenticated = true;
    this.#stayAlive();
  }

  send(message: Uint8Array): void {
    if (this.#isOver || this.#key === undefined) return;
    this.#carrier?.send(wrap(this.#key, this.#sent++, message));
  }

  close(): void {
    if (this.#isOver) return;
    if (this.#isAuthenticated) this.send(statusMessage(status.close));
    this.#end();
    this.#carrier?.close();
  }

  /** What comes in the open is for the handshake only. */
  message(message: Message): void {
    if (message.service === secureService.sessionResponse && this.#key === undefined) this.#answer.came(message);
    if (message.service !== secureService.wrapper || this.#key === undefined) return;
    const found = unwrap(this.#key, message.body);
    if (found === undefined || found.sequence <= this.#received) return;
    this.#received = found.sequence;
    const inner = decodeMessage(found.message);
    if (inner?.service === secureService.sessionStatus) this.#told(inner.body[0] ?? status.close);
    else if (inner !== undefined && this.#isAuthenticated) this.#listener.message(inner);
  }

  lost(error: WotError): void {
    if (this.#isOver) return;
    this.#end();
    this.#carrier?.close();
    this.#answer.failed(error);
    this.#status.failed(error);
    this.#listener.lost(error);
  }

  #told(what: number): void {
    if (what === status.keepAlive) return;
    this.#status.came(what);
    if (this.#isAuthenticated) this.lost(new NetworkError("WOT_NETWORK", "the KNX interface has ended the session"));
  }

  #stayAlive(): void {
    this.#keepAlive = this.#clock.after(keepAliveMs, () => {
      this.send(statusMessage(status.keepAlive));
      this.#stayAlive();
    });
  }

  #end(): void {
    this.#isOver = true;
    this.#keepAlive?.cancel();
  }
}

const statusMessage = (what: number): Uint8Array => encodeMessage(secureService.sessionStatus, Uint8Array.of(what, 0));

const ignore = (): void => {};
