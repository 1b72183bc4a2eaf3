import { UsageError } from "@thingwright/errors";
import type { Clock } from "../time/clock.js";
import type { AeadAlgorithm, AeadName } from "./algorithm.js";
import { type HkdfName, hkdfHashes } from "./key-derivation.js";
import type { OscoreStore } from "./state-store.js";

/** What two endpoints have agreed on. */
export interface OscoreKeyOptions {
  /** The shared key: 16 random bytes or more. */
  readonly masterSecret: Uint8Array;
  /** Default: empty. */
  readonly masterSalt?: Uint8Array;
  /** This endpoint's ID; may be empty. At most 7 bytes with the default algorithm: its nonce's length − 6. */
  readonly senderId: Uint8Array;
  /** The other endpoint's ID; must differ. */
  readonly recipientId: Uint8Array;
  /** Default `AES-CCM-16-64-128`. */
  readonly algorithm?: AeadName;
  /** Default `HKDF SHA-256`. */
  readonly hkdf?: HkdfName;
  /** How many of the peer's latest sequence numbers are told apart. Default 32. */
  readonly replayWindow?: number;
  /** What handlers see as `request.security.context`. Default: the peer's ID in hexadecimal. */
  readonly name?: string;
}

/** A context whose keys stay, and so the numbers that were used with them must be remembered. */
export interface StoredContextOptions extends OscoreKeyOptions {
  readonly renewal?: false;
  /** Tells contexts with the same IDs apart. A client sends it with each request. Default: none. */
  readonly idContext?: Uint8Array;
  /** Where sequence numbers are reserved. `fileStore` for keys that outlive the process. */
  readonly store: OscoreStore;
  /** Sequence numbers reserved at a time; as many may be skipped with a restart. Default 1024. */
  readonly sequenceBatch?: number;
}

/** A context whose keys are agreed on anew whenever one of the endpoints has none, so that nothing need be remembered. */
export interface RenewedContextOptions extends OscoreKeyOptions {
  /** Both endpoints must have it, and good sources of random numbers (RFC 8613 §B.2). */
  readonly renewal: true;
  /**
   * How long a client has to answer a server's renewal, in milliseconds. Default 100,000, which is a little more than
   * MAX_TRANSMIT_WAIT. A client that comes later is asked once more.
   */
  readonly renewalTimeoutMs?: number;
  readonly clock?: Clock;
}

/** How to make a context: with a store, or with renewal. */
export type OscoreContextOptions = StoredContextOptions | RenewedContextOptions;

/** @throws {UsageError} WOT_ARGUMENT, WOT_RANGE if the options make no context */
export function assertOptions(options: OscoreContextOptions, algorithm: AeadAlgorithm): void {
  assertKeys(options, algorithm);
  if (options.renewal === true) assertRenewal(options);
  else assertStored(options);
}

function assertKeys(options: OscoreKeyOptions, algorithm: AeadAlgorithm): void {
  const { masterSecret, senderId, recipientId, hkdf = "HKDF SHA-256" } = options;
  if (masterSecret.length < 16) throw new UsageError("WOT_RANGE", "masterSecret has fewer than 16 bytes");
  if (!Object.hasOwn(hkdfHashes, hkdf)) throw new UsageError("WOT_ARGUMENT", `there is no HKDF "${hkdf}"`);
  const maxIdBytes = algorithm.nonceBytes - 6;
  for (const id of [senderId, recipientId]) {
    if (id.length > maxIdBytes) throw new UsageError("WOT_RANGE", `an ID has more than ${maxIdBytes} bytes`);
  }
  if (Buffer.compare(senderId, recipientId) === 0) {
    throw new UsageError("WOT_ARGUMENT", "senderId and recipientId are the same");
  }
}

function assertStored({ idContext, store, sequenceBatch = 1024 }: StoredContextOptions): void {
  if ((store as OscoreStore | undefined) === undefined)
    throw new UsageError("WOT_ARGUMENT", "an OSCORE context needs a store, or renewal");
  if ((idContext?.length ?? 0) > 200) throw new UsageError("WOT_RANGE", "idContext has more than 200 bytes");
  if (!Number.isInteger(sequenceBatch) || sequenceBatch < 2 || sequenceBatch > 2 ** 24) {
    throw new UsageError("WOT_RANGE", `sequenceBatch is ${sequenceBatch}, expected 2 to ${2 ** 24}`);
  }
}

function assertRenewal(options: RenewedContextOptions): void {
  const { idContext, store } = options as Partial<Omit<StoredContextOptions, "renewal">>;
  if (idContext !== undefined || store !== undefined)
    throw new UsageError("WOT_ARGUMENT", "with renewal there is no store, and the ID Context is random");
  const { renewalTimeoutMs } = options;
  if (renewalTimeoutMs !== undefined && !(renewalTimeoutMs > 0 && Number.isFinite(renewalTimeoutMs)))
    throw new UsageError("WOT_RANGE", `renewalTimeoutMs is ${renewalTimeoutMs}`);
}
