import { createHmac, timingSafeEqual } from "node:crypto";
import type { DtlsClock } from "../clock.js";
import type { ClientHello } from "../handshake/hello.js";

const SECRET_LIFETIME_MS = 60_000;
const COOKIE_BYTES = 32;

/**
 * Cookies that prove a client to be at the address it sends from, without anything kept for it: each is computed again from
 * what comes with it. A cookie is good for one to two minutes.
 *
 * @see RFC 6347 §4.2.1
 */
export class CookieJar {
  readonly #clock: DtlsClock;
  readonly #randomBytes: (length: number) => Buffer;
  #current: Buffer;
  #previous: Buffer;
  #since: number;

  constructor(clock: DtlsClock, randomBytes: (length: number) => Buffer) {
    this.#clock = clock;
    this.#randomBytes = randomBytes;
    this.#current = randomBytes(COOKIE_BYTES);
    this.#previous = this.#current;
    this.#since = clock.now();
  }

  /** The cookie for a hello from an address. */
  cookieFor(hello: ClientHello, address: string, port: number): Buffer {
    this.#turn();
    return cookie(this.#current, hello, address, port);
  }

  /** Whether the hello has a cookie that was made for it here. */
  proves(hello: ClientHello, address: string, port: number): boolean {
    if (hello.cookie.length !== COOKIE_BYTES) return false;
    this.#turn();
    return [this.#current, this.#previous].some((secret) =>
      timingSafeEqual(hello.cookie, cookie(secret, hello, address, port)),
    );
  }

  #turn(): void {
    const age = this.#clock.now() - this.#since;
    if (age < SECRET_LIFETIME_MS) return;
    const fresh = this.#randomBytes(COOKIE_BYTES);
    this.#previous = age < 2 * SECRET_LIFETIME_MS ? this.#current : fresh;
    this.#current = fresh;
    this.#since = this.#clock.now();
  }
}

function cookie(
  secret: Buffer,
  { version, random, sessionId, cipherSuites }: ClientHello,
  address: string,
  port: number,
) {
  return createHmac("sha256", secret)
    .update(`${address} ${port} ${version} ${cipherSuites.join()} ${sessionId.toString("hex")} `)
    .update(random)
    .digest();
}
