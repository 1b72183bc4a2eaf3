import type { IncomingMessage } from "node:http";
import { CredentialsError } from "@thingwright/errors";
import { headerOf } from "./requests/header-of.js";

/**
 * Keeps web pages of foreign origins from changing anything. A browser sends a simple request, a POST without a body
 * say, before it asks for any permission, and withholds only the answer: the action would have been invoked.
 *
 * Clients that are no browsers send no Origin and are not affected.
 *
 * @see Fetch, "Origin" header, which a browser adds to every request of another method than GET and HEAD
 */
export class OriginGuard {
  readonly #allowed: boolean | readonly string[];
  readonly #addresses: () => readonly string[];

  /**
   * @param allowed - the `cors` option
   * @param addresses - base URIs of the server itself
   */
  constructor(allowed: boolean | readonly string[], addresses: () => readonly string[]) {
    this.#allowed = allowed;
    this.#addresses = addresses;
  }

  /** @throws {CredentialsError} WOT_CREDENTIALS_REFUSED */
  check(message: IncomingMessage): void {
    const { method } = message;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return;
    this.checkOrigin(message);
  }

  /** The same, whatever the method. @throws {CredentialsError} WOT_CREDENTIALS_REFUSED */
  checkOrigin(message: IncomingMessage): void {
    const origin = headerOf(message, "origin");
    if (origin === undefined || this.#allowed === true || this.#isOwn(origin)) return;
    if (this.#allowed !== false && this.#allowed.includes(origin)) return;
    throw new CredentialsError("WOT_CREDENTIALS_REFUSED", "web pages of this origin may not change anything here");
  }

  #isOwn(origin: string): boolean {
    return this.#addresses().some((address) => new URL(address).origin === origin);
  }
}
