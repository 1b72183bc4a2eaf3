import { Code } from "../message/code.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import { type Block, blockBytes, isPayloadOf } from "./block.js";
import { ExpiringStore, type StoreLimits } from "./expiring-store.js";

interface Assembly {
  readonly chunks: Uint8Array[];
  readonly bytes: number;
}

/** What came of a block: the whole body, a wish for more blocks, or a response code that refuses. */
export type UploadStep =
  | { readonly kind: "complete"; readonly body: Uint8Array }
  | { readonly kind: "more" }
  | { readonly kind: "refused"; readonly code: number };

const MORE: UploadStep = { kind: "more" };

/**
 * Puts bodies together that arrive in Block1 requests, in order and atomically: the handler sees all of a body or nothing.
 *
 * @see RFC 7959 §2.5
 */
export class UploadAssembly {
  readonly #maxBodyBytes: number;
  readonly #store: ExpiringStore<Assembly>;

  constructor(maxBodyBytes: number, limits: StoreLimits, wheel: TimerWheel) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#store = new ExpiringStore(limits, wheel);
  }

  get size(): number {
    return this.#store.size;
  }

  /**
   * Takes one block.
   *
   * @param key - see `requestKey`
   * @param announcedBytes - Size1, or -1
   */
  take(key: string, block: Block, payload: Uint8Array, announcedBytes: number): UploadStep {
    const size = blockBytes(block.szx);
    const offset = block.number * size;
    if (!isPayloadOf(block, payload.length)) return this.#refuse(key, Code.BadRequest);
    const total = Math.max(offset + payload.length, announcedBytes);
    if (total > this.#maxBodyBytes) return this.#refuse(key, Code.RequestEntityTooLarge);
    if (!block.more && block.number === 0) return this.#complete(key, [payload]);
    const begun = block.number === 0 ? { chunks: [], bytes: 0 } : this.#store.get(key);
    if (begun === undefined || begun.bytes !== offset) return this.#refuse(key, Code.RequestEntityIncomplete);
    begun.chunks.push(payload);
    if (!block.more) return this.#complete(key, begun.chunks);
    const assembly = { chunks: begun.chunks, bytes: offset + payload.length };
    this.#store.set(key, assembly, assembly.bytes);
    return MORE;
  }

  #complete(key: string, chunks: readonly Uint8Array[]): UploadStep {
    this.#store.delete(key);
    return { kind: "complete", body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) };
  }

  #refuse(key: string, code: number): UploadStep {
    this.#store.delete(key);
    return { kind: "refused", code };
  }
}
