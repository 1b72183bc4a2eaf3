import { ProtocolError } from "@thingwright/errors";
import { type Transfer, withOptions } from "../blockwise/transfer.js";
import type { Call } from "../client/call.js";
import type { CoapClientResponse, IncomingResponse } from "../client/client-response.js";
import { Code, isSuccess } from "../message/code.js";
import { type CoapOption, stringOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import { type CacheKey, cacheKeyOf } from "./cache-key.js";
import type { ResponseStore } from "./response-cache.js";
import { StoredResponse } from "./stored-response.js";

/**
 * Requests that are answered from a cache where it has a fresh response, and validate what is not fresh any more.
 *
 * Max-Age counts from when the request was made, not from when its response came: a response may have been lost and sent
 * again since.
 *
 * @see RFC 7252 §5.6
 */
export class CachedRequests {
  readonly #store: ResponseStore;
  readonly #transfer: Transfer;
  readonly #now: () => number;

  constructor(store: ResponseStore, transfer: Transfer, now: () => number) {
    this.#store = store;
    this.#transfer = transfer;
    this.#now = now;
  }

  /** @param mayUse - whether a fresh response will do; otherwise the server is asked in any case */
  request(authority: string, call: Call, body: Uint8Array, mayUse: boolean): Promise<CoapClientResponse> {
    const { method, template } = call;
    const key = cacheKeyOf(authority, method, template.options, body);
    if (method !== Code.GET && method !== Code.FETCH) return this.#change(authority, key, call, body);
    // What is protected is for one client alone, and what wants no response has none to keep.
    if (call.protector !== undefined || template.noResponse !== undefined) return this.#transfer.request(call, body);
    const stored = this.#store.find(key.key);
    const now = this.#now();
    if (mayUse && stored?.isFresh(now) === true) return Promise.resolve(answerFrom(stored, call, now));
    return this.#read(key, call, body, stored);
  }

  /** A notification: what the cache has of the resource is then as fresh as it says (RFC 7641 §3.3). */
  notified(authority: string, { method, template, protector }: Call, body: Uint8Array, state: IncomingResponse): void {
    const key = cacheKeyOf(authority, method, template.options, body);
    this.#store.markStale(key.resource);
    if (protector === undefined) this.#keep(key, state, state.trueSinceMs);
  }

  async #read(key: CacheKey, call: Call, body: Uint8Array, stored: StoredResponse | undefined) {
    const read = this.#store.beginRead(key.resource);
    const askedAtMs = this.#now();
    try {
      const response = await this.#transfer.request(validating(call, stored), body);
      const isValid = response.code === Code.Valid;
      if (!isValid) {
        if (!read.isOutdated) this.#keep(key, response, askedAtMs);
        return response;
      }
      if (stored === undefined || !isAbout(response, stored, call)) return passedOn(response, call);
      stored.renew(response, askedAtMs);
      const answer = answerFrom(stored, call, askedAtMs);
      if (read.isOutdated) stored.expire();
      else this.#store.put(stored);
      return answer;
    } finally {
      this.#store.endRead(read);
    }
  }

  /** Without a response nobody knows whether anything has changed. */
  async #change(authority: string, { resource }: CacheKey, call: Call, body: Uint8Array): Promise<CoapClientResponse> {
    let response: CoapClientResponse | undefined;
    try {
      response = await this.#transfer.request(call, body);
      return response;
    } finally {
      if (response === undefined || isSuccess(response.code) || response.code === Code.Empty)
        this.#store.markStale(resource);
      if (response?.code === Code.Created && response.locationPath.length > 0)
        this.#store.markStale(cacheKeyOf(authority, call.method, locationOf(response, call), body).resource);
    }
  }

  #keep(key: CacheKey, response: CoapClientResponse, fromMs: number): void {
    if (!isCacheable(response)) return;
    this.#store.put(new StoredResponse(key, response, fromMs));
  }
}

/** 2.05 and errors can be kept (RFC 7252 §5.9); 5.08 depends on the way that a request has taken, 4.01 on who makes it. */
function isCacheable({ code, maxAgeSeconds, etag }: CoapClientResponse): boolean {
  if (code === Code.HopLimitReached || code === Code.Unauthorized) return false;
  if (code !== Code.Content && isSuccess(code)) return false;
  return maxAgeSeconds > 0 || etag !== undefined;
}

/** A request that names the tag of what is stored beside those that it has. */
function validating(call: Call, stored: StoredResponse | undefined): Call {
  const etag = stored?.etag;
  if (etag === undefined || stored?.code !== Code.Content || hasTag(call, etag)) return call;
  return withOptions(call, { number: OptionNumber.ETag, value: etag });
}

/** Whether a 2.03 is about what is stored: by its tag, or as nothing else was asked for. */
function isAbout({ etag }: CoapClientResponse, stored: StoredResponse, call: Call): boolean {
  return etag === undefined ? stored.etag !== undefined && !hasTags(call) : isSame(stored.etag, etag);
}

/** A 2.03 is for who has named a tag. */
function passedOn(response: CoapClientResponse, call: Call): CoapClientResponse {
  if (hasTags(call)) return response;
  throw new ProtocolError("WOT_PROTOCOL", "2.03 came for a tag that was not asked for", {
    section: "RFC 7252 §5.9.1.3",
  });
}

const hasTags = ({ template }: Call): boolean => template.options.some(({ number }) => number === OptionNumber.ETag);

/** The stored response, or 2.03 for who has named its tag. */
function answerFrom(stored: StoredResponse, call: Call, nowMs: number): CoapClientResponse {
  const isKnown = stored.etag !== undefined && stored.code === Code.Content && hasTag(call, stored.etag);
  return isKnown ? stored.validAt(nowMs) : stored.at(nowMs);
}

const hasTag = ({ template }: Call, etag: Uint8Array): boolean =>
  template.options.some(({ number, value }) => number === OptionNumber.ETag && isSame(value, etag));

/** The options of a request to what was created, as far as they name the resource. */
function locationOf({ locationPath, locationQuery }: CoapClientResponse, { template }: Call): CoapOption[] {
  const { UriPath, UriQuery } = OptionNumber;
  const server = template.options.filter(({ number }) => number !== UriPath && number !== UriQuery);
  const path = locationPath.map((value) => stringOption(UriPath, value));
  const query = locationQuery.map((value) => stringOption(UriQuery, value));
  return [...server, ...path, ...query].sort((a, b) => a.number - b.number);
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
