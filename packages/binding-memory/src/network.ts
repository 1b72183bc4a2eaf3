import type { HostedSubscription, InboundRequest, MaybePromise, Reply, Subscriber } from "@thingwright/contracts";
import { NetworkError, UsageError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import type { MemoryAddress } from "./address.js";

/** What a client puts to a server. */
export interface MemoryRequest {
  readonly operation: Operation;
  readonly address: MemoryAddress;
  readonly inbound: InboundRequest;
}

/** A server as the network reaches it. Fails with errors that a client may show as they are. */
export interface MemoryEndpoint {
  request(request: MemoryRequest): MaybePromise<Reply>;
  subscribe(request: MemoryRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
}

/** A client's end of something that goes on between it and a server, told how the way there fares. */
export interface MemoryLine {
  /** The way is cut. It may be mended. */
  cut(error: NetworkError): void;
  mended(): void;
  /** The server is gone for good. */
  gone(error: NetworkError): void;
}

/**
 * Connects memory clients with memory servers, and breaks when a test says so.
 *
 * Two networks know nothing of each other.
 */
export class MemoryNetwork {
  readonly #endpoints = new Map<string, MemoryEndpoint>();
  readonly #lines = new Map<string, Set<MemoryLine>>();
  readonly #cut = new Set<string>();
  #servers = 0;

  /** Cuts the way to a server: requests fail with NetworkError, subscriptions are `interrupted` and miss values. */
  cut(server: string): void {
    if (this.#cut.has(server)) return;
    this.#cut.add(server);
    for (const line of this.#linesTo(server)) line.cut(new NetworkError("WOT_NETWORK", `the way to ${server} is cut`));
  }

  /** Mends the way to a server: subscriptions are `resumed`. */
  mend(server: string): void {
    if (!this.#cut.delete(server)) return;
    for (const line of this.#linesTo(server)) line.mended();
  }

  /** A name that no server has been given yet. */
  freshName(): string {
    this.#servers += 1;
    return `server-${this.#servers}`;
  }

  /** @throws {UsageError} WOT_ADDRESS_IN_USE when another server has the name */
  attach(server: string, endpoint: MemoryEndpoint): void {
    if (this.#endpoints.has(server)) throw new UsageError("WOT_ADDRESS_IN_USE", `the name ${server} is taken`);
    this.#endpoints.set(server, endpoint);
  }

  /** Takes a server away; whatever still goes on with it ends. */
  detach(server: string): void {
    this.#endpoints.delete(server);
    for (const line of this.#linesTo(server)) line.gone(new NetworkError("WOT_NETWORK", `${server} has gone`));
  }

  /** The server at the other end. @throws {NetworkError} with `sent` false when there is no way to it */
  reach(server: string): MemoryEndpoint {
    const endpoint = this.#cut.has(server) ? undefined : this.#endpoints.get(server);
    if (endpoint !== undefined) return endpoint;
    throw new NetworkError("WOT_NETWORK", `there is no way to ${server}`, { sent: false });
  }

  /** Tells `line` how the way to a server fares, until the returned function is called. */
  join(server: string, line: MemoryLine): () => void {
    const lines = this.#lines.get(server) ?? new Set();
    this.#lines.set(server, lines.add(line));
    return () => {
      lines.delete(line);
      if (lines.size === 0 && this.#lines.get(server) === lines) this.#lines.delete(server);
    };
  }

  #linesTo(server: string): readonly MemoryLine[] {
    return [...(this.#lines.get(server) ?? [])];
  }
}

/** A network of its own. */
export const memoryNetwork = (): MemoryNetwork => new MemoryNetwork();
