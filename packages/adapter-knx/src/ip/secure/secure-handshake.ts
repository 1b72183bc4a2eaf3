import { createHash, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from "node:crypto";
import { CredentialsError, UsageError } from "@thingwright/errors";
import { encodeMessage, headerOf } from "../message.js";
import { deviceKey, macLength, seal, unseal, userKey } from "./secure-mac.js";
import { type SessionKey, secureService } from "./secure-wrapper.js";

/** Who opens a tunnel. */
export interface TunnelUser {
  /** Number of the user: 2 is the first one of tunnels. */
  readonly id: number;
  readonly password: string;
  /** Authentication code of the interface; without it, nobody knows who that is. */
  readonly deviceAuthentication?: string;
}

/** Everything that an X25519 key has before its 32 bytes (RFC 8410 §4). */
const keyPrefix = Buffer.from("302a300506032b656e032100", "hex");
const keyLength = 32;
const handshakeCounter = Buffer.from("0000000000000000000000000000ff00", "hex");
const maxUser = 127;
const noFirst = Buffer.alloc(16);

/** A pair of keys for one session. */
export interface SessionPair {
  readonly secret: KeyObject;
  readonly open: Buffer;
}

export function newPair(): SessionPair {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  return { secret: privateKey, open: publicKey.export({ type: "spki", format: "der" }).subarray(-keyLength) };
}

/** What both sides of a session know after the keys have been exchanged. */
export interface Agreement extends SessionKey {
  /** Both public keys, one xor the other: what authentications are about. */
  readonly keys: Buffer;
}

/** @param other - public key of the other side */
export function agree(own: SessionPair, other: Uint8Array, session: number): Agreement {
  const publicKey = createPublicKey({ key: Buffer.concat([keyPrefix, other]), format: "der", type: "spki" });
  const shared = diffieHellman({ privateKey: own.secret, publicKey });
  const key = createHash("sha256").update(shared).digest().subarray(0, 16);
  return { session, key, keys: Buffer.from(own.open.map((byte, index) => byte ^ other[index]!)) };
}

/**
 * What the answer of an interface to the request for a session brings; checks who it is where its code is known.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED for an interface that is another
 * @see KNX Standard 03_08_09 §2.3.4
 */
export async function acceptSession(
  pair: SessionPair,
  body: Uint8Array,
  user: TunnelUser,
): Promise<Agreement | undefined> {
  if (body.length !== 2 + keyLength + macLength) return undefined;
  const agreement = agree(pair, body.subarray(2, 2 + keyLength), (body[0]! << 8) | body[1]!);
  if (user.deviceAuthentication === undefined) return agreement;
  const key = await deviceKey(user.deviceAuthentication);
  const open = sessionOpen(agreement.session, agreement.keys);
  const isIt = unseal(
    { key, first: noFirst, open, counter: handshakeCounter },
    new Uint8Array(0),
    body.subarray(-macLength),
  );
  if (isIt === undefined) {
    throw new CredentialsError(
      "WOT_CREDENTIALS_REFUSED",
      "the KNX interface is not the one whose authentication code is known",
    );
  }
  return agreement;
}

/** The answer of an interface: for those that play one. */
export async function sessionAnswer(agreement: Agreement, publicKey: Uint8Array, code: string): Promise<Uint8Array> {
  const { session, keys } = agreement;
  const open = sessionOpen(session, keys);
  const { mac } = seal({
    key: await deviceKey(code),
    first: noFirst,
    open,
    plain: new Uint8Array(0),
    counter: handshakeCounter,
  });
  return encodeMessage(
    secureService.sessionResponse,
    Buffer.concat([Buffer.of(session >> 8, session & 0xff), publicKey, mac]),
  );
}

const sessionOpen = (session: number, keys: Buffer): Buffer =>
  Buffer.concat([
    headerOf(secureService.sessionResponse, 2 + keyLength + macLength),
    Buffer.of(session >> 8, session & 0xff),
    keys,
  ]);

/** Proves that the user knows the password. @throws {UsageError} WOT_ARGUMENT for a number that no user has. @see KNX Standard 03_08_09 §2.3.5 */
export async function authentication({ keys }: Agreement, { id, password }: TunnelUser): Promise<Uint8Array> {
  if (!Number.isInteger(id) || id < 1 || id > maxUser) {
    throw new UsageError("WOT_ARGUMENT", `the user of a tunnel has a number from 1 to ${maxUser}`);
  }
  const who = Buffer.of(0, id);
  const open = Buffer.concat([headerOf(secureService.sessionAuthenticate, 2 + macLength), who, keys]);
  const { mac } = seal({
    key: await userKey(password),
    first: noFirst,
    open,
    plain: new Uint8Array(0),
    counter: handshakeCounter,
  });
  return encodeMessage(secureService.sessionAuthenticate, Buffer.concat([who, mac]));
}
