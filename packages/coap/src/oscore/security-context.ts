import { randomBytes } from "node:crypto";
import { type AeadAlgorithm, aeadAlgorithm, seal, unseal } from "./algorithm.js";
import { assertOptions, type OscoreKeyOptions, type StoredContextOptions } from "./context-options.js";
import { additionalData } from "./cose.js";
import { type DerivedKeys, deriveKeys, nameOfKeys } from "./key-derivation.js";
import { nonceFor, partialIv } from "./partial-iv.js";
import { ReplayWindow } from "./replay-window.js";
import { FreshSequence, SenderSequence, type SequenceSource } from "./sender-sequence.js";

const NO_BYTES = new Uint8Array(0);
const CHALLENGE_BYTES = 8;

/** What a context is made of besides its options. */
export interface OpenedState {
  readonly algorithm: AeadAlgorithm;
  readonly key: string;
  readonly keys: DerivedKeys;
  readonly idContext: Uint8Array | undefined;
  readonly sequence: SequenceSource;
}

/**
 * Derives the keys, and reserves the first sequence numbers.
 *
 * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE; whatever the store throws
 */
export async function openState(options: StoredContextOptions): Promise<OpenedState> {
  const algorithm = aeadAlgorithm(options.algorithm ?? "AES-CCM-16-64-128");
  assertOptions(options, algorithm);
  const { store, sequenceBatch = 1024, idContext } = options;
  const derived = derivedFrom(options, idContext);
  return { ...derived, sequence: await SenderSequence.open(store, derived.key, sequenceBatch) };
}

/**
 * The context of an ID Context that has a random part of this endpoint, or of its peer, so that its keys are new and all
 * sequence numbers still free.
 *
 * @param options - must be checked already
 */
export function freshContext(options: OscoreKeyOptions, idContext: Uint8Array | undefined): SecurityContext {
  return new SecurityContext(options, { ...derivedFrom(options, idContext), sequence: new FreshSequence() });
}

function derivedFrom(options: OscoreKeyOptions, idContext: Uint8Array | undefined): Omit<OpenedState, "sequence"> {
  const { masterSecret, masterSalt = NO_BYTES, senderId, recipientId, hkdf = "HKDF SHA-256" } = options;
  const algorithm = aeadAlgorithm(options.algorithm ?? "AES-CCM-16-64-128");
  const keys = deriveKeys({ masterSecret, masterSalt, senderId, recipientId, idContext, algorithm, hkdf });
  return { algorithm, key: nameOfKeys(keys, senderId), keys, idContext };
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
  readonly #sequence: SequenceSource;

  constructor(options: OscoreKeyOptions, { algorithm, key, keys, idContext, sequence }: OpenedState) {
    this.key = key;
    this.senderId = options.senderId;
    this.recipientId = options.recipientId;
    this.idContext = idContext;
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
