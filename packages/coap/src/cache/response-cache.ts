import { UsageError } from "@thingwright/errors";
import { limitsFrom } from "../reliability/limits.js";
import type { StoredResponse } from "./stored-response.js";

/** Bounds of a cache. What was not asked for the longest makes room. */
export interface ResponseCacheLimits {
  /** Responses kept. Default 1024. */
  readonly maxEntries: number;
  /** Payloads and options of all of them. Default 4 MiB. */
  readonly maxBytes: number;
}

const defaultLimits: ResponseCacheLimits = { maxEntries: 1024, maxBytes: 4 << 20 };

/** Responses that a client may give again, for `cache` of a client. Several clients of one clock can share one. */
export interface ResponseCache {
  /** Responses kept. */
  readonly size: number;
  /** Bytes of them. */
  readonly bytes: number;
  /** Forgets all of them. */
  clear(): void;
}

/**
 * An empty cache.
 *
 * @throws {UsageError} WOT_RANGE if a limit is negative or no number
 * @see RFC 7252 §5.6
 */
export function responseCache(limits: Partial<ResponseCacheLimits> = {}): ResponseCache {
  return new ResponseStore(limitsFrom(defaultLimits, limits));
}

/** @throws {UsageError} WOT_ARGUMENT for a cache that is none of `responseCache` */
export function storeOf(cache: ResponseCache): ResponseStore {
  if (cache instanceof ResponseStore) return cache;
  throw new UsageError("WOT_ARGUMENT", "cache is not made by responseCache");
}

/** A request whose response is on its way, to be told that the resource has changed meanwhile. */
export interface OpenRead {
  readonly resource: string;
  isOutdated: boolean;
}

/** Responses by cache key, least recently used first; by resource too, for what changes it. */
export class ResponseStore implements ResponseCache {
  readonly #limits: ResponseCacheLimits;
  readonly #entries = new Map<string, StoredResponse>();
  readonly #keysByResource = new Map<string, Set<string>>();
  readonly #reads = new Map<string, Set<OpenRead>>();
  #bytes = 0;

  constructor(limits: ResponseCacheLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  clear(): void {
    for (const reads of this.#reads.values()) for (const read of reads) read.isOutdated = true;
    this.#entries.clear();
    this.#keysByResource.clear();
    this.#bytes = 0;
  }

  /** The response under a key, which counts as a use. */
  find(key: string): StoredResponse | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  put(entry: StoredResponse): void {
    this.delete(entry.key);
    if (entry.bytes > this.#limits.maxBytes) return;
    this.#entries.set(entry.key, entry);
    const keys = this.#keysByResource.get(entry.resource);
    if (keys === undefined) this.#keysByResource.set(entry.resource, new Set([entry.key]));
    else keys.add(entry.key);
    this.#bytes += entry.bytes;
    this.#makeRoom();
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    const keys = this.#keysByResource.get(entry.resource);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysByResource.delete(entry.resource);
  }

  /** A response of a resource is on its way; `endRead` must follow. */
  beginRead(resource: string): OpenRead {
    const read = { resource, isOutdated: false };
    const others = this.#reads.get(resource);
    if (others === undefined) this.#reads.set(resource, new Set([read]));
    else others.add(read);
    return read;
  }

  endRead(read: OpenRead): void {
    const reads = this.#reads.get(read.resource);
    reads?.delete(read);
    if (reads?.size === 0) this.#reads.delete(read.resource);
  }

  /** A resource may have changed: nothing that is kept of it, or on its way, is fresh (RFC 7252 §5.9.1). */
  markStale(resource: string): void {
    for (const read of this.#reads.get(resource) ?? []) read.isOutdated = true;
    for (const key of [...(this.#keysByResource.get(resource) ?? [])]) {
      const entry = this.#entries.get(key)!;
      if (entry.etag === undefined) this.delete(key);
      else entry.expire();
    }
  }

  #makeRoom(): void {
    const { maxEntries, maxBytes } = this.#limits;
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#bytes <= maxBytes) return;
      this.delete(key);
    }
  }
}
