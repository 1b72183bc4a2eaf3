import { randomBytes } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import { type AeadAlgorithm, type AeadName, aeadAlgorithm, seal, unseal } from "./algorithm.js";
import { additionalData } from "./cose.js";
import { type DerivedKeys, deriveKeys, type HkdfName, hkdfHashes, nameOfKeys } from "./key-derivation.js";
import { nonceFor, partialIv } from "./partial-iv.js";
import { ReplayWindow } from "./replay-window.js";
import { SenderSequence } from "./sender-sequence.js";
import type { OscoreStore } from "./state-store.js";

const NO_BYTES = new Uint8Array(0);
const CHALLENGE_BYTES = 8;

/** What two endpoints have agreed on, and where this one keeps its state. */
export interface OscoreContextOptions {
  /** The shared key: 16 random bytes or more. */
  readonly masterSecret: Uint8Array;
  /** Default: empty. */
  readonly masterSalt?: Uint8Array;
  /** This endpoint's ID; may be empty. At most 7 bytes with the default algorithm: its nonce's length − 6. */
  readonly senderId: Uint8Array;
  /** The other endpoint's ID; must differ. */
  readonly recipientId: Uint8Array;
  /** Tells contexts with the same IDs apart. A client sends it with each request. Default: none. */
  readonly idContext?: Uint8Array;
  /** Default `AES-CCM-16-64-128`. */
  readonly algorithm?: AeadName;
  /** Default `HKDF SHA-256`. */
  readonly hkdf?: HkdfName;
  /** Where sequence numbers are reserved. `fileStore` for keys that outlive the process. */
  readonly store: OscoreStore;
  /** Sequence numbers reserved at a time; as many may be skipped with a restart. Default 1024. */
  readonly sequenceBatch?: number;
  /** How many of the peer's latest sequence numbers are told apart. Default 32. */
  readonly replayWindow?: number;
  /** What handlers see as `request.security.context`. Default: the peer's ID in hexadecimal. */
  readonly name?: string;
}

/** What a context is made of besides its options. */
export interface OpenedState {
  readonly algorithm: AeadAlgorithm;
  readonly key: string;
  readonly keys: DerivedKeys;
  readonly sequence: SenderSequence;
}

/**
 * Derives the keys, and reserves the first sequence numbers.
 *
 * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE; whatever the store throws
 */
export async function openState(options: OscoreContextOptions): Promise<OpenedState> {
  const { senderId, store, sequenceBatch = 1024, hkdf = "HKDF SHA-256" } = options;
  const algorithm = aeadAlgorithm(options.algorithm ?? "AES-CCM-16-64-128");
  assertOptions(options, algorithm, sequenceBatch);
  const { masterSecret, masterSalt = NO_BYTES, recipientId, idContext } = options;
  const keys = deriveKeys({ masterSecret, masterSalt, senderId, recipientId, idContext, algorithm, hkdf });
  const key = nameOfKeys(keys, senderId);
  const sequence = await SenderSequence.open(store, key, sequenceBatch);
  return { algorithm, key, keys, sequence };
}

/** Keys, sequence numbers and replay window, and what is encrypted and decrypted with them. */
export class SecurityContext {
  readonly name: string;
  /** Names the keys without telling anything about them. */
  readonly key: string;
  readonly senderId: Uint8Array;
  readonly recipientId: Uint8Array;
  readonly idContext: Uint8Array | undefined;
  readonly algorithm: AeadAlgorithm;
  readonly window: ReplayWindow;
  /** What a request must echo while the replay window is unknown. */
  challenge: Uint8Array | undefined;

  readonly #keys: DerivedKeys;
  readonly #sequence: SenderSequence;

  constructor(options: OscoreContextOptions, { algorithm, key, keys, sequence }: OpenedState) {
    this.key = key;
    this.senderId = options.senderId;
    this.recipientId = options.recipientId;
    this.idContext = options.idContext;
    this.name = options.name ?? Buffer.from(options.recipientId).toString("hex");
    this.algorithm = algorithm;
    this.window = new ReplayWindow(options.replayWindow ?? 32);
    this.challenge = sequence.isContinued ? randomBytes(CHALLENGE_BYTES) : undefined;
    this.#keys = keys;
    this.#sequence = sequence;
  }

  /** @throws {UsageError} WOT_STATE */
  nextPartialIv(): Uint8Array {
    return partialIv(this.#sequence.take());
  }

  ownNonce(piv: Uint8Array): Uint8Array {
    return nonceFor(this.#keys.commonIv, this.senderId, piv);
  }

  peerNonce(piv: Uint8Array): Uint8Array {
    return nonceFor(this.#keys.commonIv, this.recipientId, piv);
  }

  seal(plaintext: Uint8Array, nonce: Uint8Array, requestKid: Uint8Array, requestPiv: Uint8Array): Uint8Array {
    const additional = additionalData(this.algorithm.id, requestKid, requestPiv);
    return seal(this.algorithm, this.#keys.senderKey, nonce, additional, plaintext);
  }

  unseal(ciphertext: Uint8Array, nonce: Uint8Array, requestKid: Uint8Array, requestPiv: Uint8Array) {
    const additional = additionalData(this.algorithm.id, requestKid, requestPiv);
    return unseal(this.algorithm, this.#keys.recipientKey, nonce, additional, ciphertext);
  }
}

function assertOptions(options: OscoreContextOptions, algorithm: AeadAlgorithm, sequenceBatch: number): void {
  const { masterSecret, senderId, recipientId, idContext, hkdf = "HKDF SHA-256" } = options;
  if (masterSecret.length < 16) throw new UsageError("WOT_RANGE", "masterSecret has fewer than 16 bytes");
  if (!Object.hasOwn(hkdfHashes, hkdf)) throw new UsageError("WOT_ARGUMENT", `there is no HKDF "${hkdf}"`);
  const maxIdBytes = algorithm.nonceBytes - 6;
  for (const id of [senderId, recipientId]) {
    if (id.length > maxIdBytes) throw new UsageError("WOT_RANGE", `an ID has more than ${maxIdBytes} bytes`);
  }
  if (Buffer.compare(senderId, recipientId) === 0) {
    throw new UsageError("WOT_ARGUMENT", "senderId and recipientId are the same");
  }
  if ((idContext?.length ?? 0) > 200) throw new UsageError("WOT_RANGE", "idContext has more than 200 bytes");
  if (!Number.isInteger(sequenceBatch) || sequenceBatch < 2 || sequenceBatch > 2 ** 24) {
    throw new UsageError("WOT_RANGE", `sequenceBatch is ${sequenceBatch}, expected 2 to ${2 ** 24}`);
  }
}
