import { type CipherCCMTypes, createCipheriv, createDecipheriv } from "node:crypto";
import type { CipherSuite } from "../crypto/cipher-suite.js";

/** Authenticated encryption of one suite under one key. */
export class Aead {
  readonly #suite: CipherSuite;
  readonly #key: Buffer;

  constructor(suite: CipherSuite, key: Buffer) {
    this.#suite = suite;
    this.#key = key;
  }

  get tagBytes(): number {
    return this.#suite.tagBytes;
  }

  /** Ciphertext and tag. */
  seal(nonce: Buffer, aad: Buffer, plaintext: Uint8Array): readonly [Buffer, Buffer] {
    const { cipher: name, tagBytes: authTagLength } = this.#suite;
    // Both modes take the same calls; the types of Node.js have a function for each.
    const cipher = createCipheriv(name as CipherCCMTypes, this.#key, nonce, { authTagLength });
    cipher.setAAD(aad, { plaintextLength: plaintext.length });
    const sealed = cipher.update(plaintext);
    cipher.final();
    return [sealed, cipher.getAuthTag()];
  }

  /** The plaintext; `undefined` when somebody else made or changed it. */
  open(nonce: Buffer, aad: Buffer, ciphertext: Buffer, tag: Buffer): Buffer | undefined {
    const { cipher: name, tagBytes: authTagLength } = this.#suite;
    const decipher = createDecipheriv(name as CipherCCMTypes, this.#key, nonce, { authTagLength });
    decipher.setAuthTag(tag);
    decipher.setAAD(aad, { plaintextLength: ciphertext.length });
    try {
      const opened = decipher.update(ciphertext);
      decipher.final();
      return opened;
    } catch {
      return undefined;
    }
  }
}
