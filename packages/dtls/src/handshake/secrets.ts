import { timingSafeEqual } from "node:crypto";
import { HandshakeFault } from "../alert/alert.js";
import type { CipherSuite } from "../crypto/cipher-suite.js";
import { extendedMasterSecret, masterSecret, type Randoms, verifyData, writeKeys } from "../crypto/key-schedule.js";
import { RecordCipher } from "../record/record-cipher.js";
import type { RecordLayer } from "../record/record-layer.js";
import type { Transcript } from "./transcript.js";

/** What both hellos have settled. */
export interface Negotiated {
  readonly suite: CipherSuite;
  readonly randoms: Randoms;
  readonly extendedMasterSecret: boolean;
  /** Connection ID in records that this side sends, and in those that it receives; empty for none. */
  readonly writeCid: Buffer;
  readonly readCid: Buffer;
}

/** The master secret; the transcript reaches up to ClientKeyExchange (RFC 7627 §3). */
export const masterOf = (premaster: Buffer, negotiated: Negotiated, transcript: Transcript): Buffer =>
  negotiated.extendedMasterSecret
    ? extendedMasterSecret(premaster, transcript.hash())
    : masterSecret(premaster, negotiated.randoms);

/** Gives the keys of a session to its records. */
export function keyRecords(
  records: RecordLayer,
  role: "client" | "server",
  master: Buffer,
  negotiated: Negotiated,
): void {
  const { suite, randoms, readCid, writeCid } = negotiated;
  const { client, server } = writeKeys(master, randoms);
  const [own, peers] = role === "client" ? [client, server] : [server, client];
  records.key(new RecordCipher(suite, peers, 1, readCid), new RecordCipher(suite, own, 1, writeCid));
}

/** @throws {HandshakeFault} decrypt_error when the peer's Finished does not fit what was said */
export function checkFinished(body: Buffer, master: Buffer, sender: "client" | "server", transcript: Transcript): void {
  const expected = verifyData(master, sender, transcript.hash());
  if (body.length !== expected.length || !timingSafeEqual(body, expected)) {
    throw new HandshakeFault("decrypt_error", "the peer's Finished does not fit the handshake", "RFC 5246 §7.4.9");
  }
}
