import { NetworkError } from "@thingwright/errors";
import type { SubprotocolHost } from "../client-subprotocol.js";
import type { Deadline } from "../deadline.js";
import { hasBetter } from "../follow-ups.js";
import type { Use } from "../request-plan.js";
import type { Requester } from "../requester.js";
import type { SocketRequest, TransportRequest } from "../transport.js";
import { SocketLine } from "./socket-line.js";

/**
 * The lines of one client: one for each endpoint and set of credentials, whichever Form asks.
 *
 * @see Web Thing Protocol, WebSocket Re-use: with other credentials "the WoT Consumer MUST NOT re-use the connection"
 */
export class SocketLines {
  readonly #host: SubprotocolHost;
  readonly #protocol: string;
  readonly #lines = new Map<string, SocketLine>();

  /** @param protocol - the subprotocol that is asked for */
  constructor(host: SubprotocolHost, protocol: string) {
    this.#host = host;
    this.#protocol = protocol;
  }

  /**
   * The line for the requests of one Form. Opens nothing.
   *
   * @throws {CredentialsError} when there are no credentials
   * @throws {NetworkError} WOT_NETWORK, `sent: false`, for one more than `maxOrigins`
   */
  async of(requester: Requester, use: Use, deadline: Deadline): Promise<SocketLine> {
    const { origin, path, headers } = await requester.outgoing(use, deadline);
    const key = JSON.stringify([origin, path, headers]);
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    if (this.#lines.size >= this.#host.settings.limits.maxOrigins) {
      throw new NetworkError("WOT_NETWORK", "too many WebSockets are open", { sent: false });
    }
    const line = new SocketLine(this.#target(requester, use), this.#host, () => this.#lines.delete(key));
    this.#lines.set(key, line);
    return line;
  }

  stop(): void {
    for (const line of this.#lines.values()) line.stop();
    this.#lines.clear();
  }

  /** Credentials are read anew for each connection, so that a rotated one counts. */
  #target(requester: Requester, use: Use) {
    let last: TransportRequest | undefined;
    return {
      request: async (deadline: Deadline): Promise<SocketRequest> => {
        last = await requester.outgoing(use, deadline);
        const { origin, path, headers } = last;
        const { maxMessageBytes } = this.#host.settings.limits;
        return { origin, path, headers, protocol: this.#protocol, maxMessageBytes };
      },
      hasBetter: async (refusal: Parameters<typeof hasBetter>[1], deadline: Deadline): Promise<boolean> =>
        last !== undefined && hasBetter(requester.plan, refusal, last, deadline),
    };
  }
}
