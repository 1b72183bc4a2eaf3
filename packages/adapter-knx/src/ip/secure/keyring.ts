import { createDecipheriv, createHash, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { CredentialsError, UsageError } from "@thingwright/errors";
import { readXml } from "../../project/xml.js";
import type { TunnelUser } from "./secure-handshake.js";

const derive = promisify(pbkdf2);

/** A tunnel of an interface, as a keyring has it. */
export interface KeyringTunnel {
  /** That the tunnel has on the bus. */
  readonly individualAddress: string;
  /** Of the interface. */
  readonly host: string;
  readonly user: TunnelUser;
}

type Attributes = ReadonlyMap<string, string>;

/**
 * The secure tunnels of a keyring, as ETS exports it (`.knxkeys`).
 *
 * @throws {UsageError} WOT_ARGUMENT for what is none
 * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED for a password that is another, or a keyring that was changed
 */
export async function readKeyring(bytes: Uint8Array, password: string): Promise<readonly KeyringTunnel[]> {
  const key = await derive(password, "1.keyring.ets.knx.org", 65_536, 16, "sha256");
  const reader = new KeyringReader();
  await readXml(bytes, "the keyring", reader);
  const { keyring, interfaces } = reader;
  if (keyring === undefined) throw new UsageError("WOT_ARGUMENT", "this is no keyring of ETS");
  if (!isSigned(keyring, reader.signed, key)) {
    throw new CredentialsError("WOT_CREDENTIALS_REFUSED", "the password of the keyring is another, or it was changed");
  }
  const vector = createHash("sha256")
    .update(keyring.get("Created") ?? "")
    .digest()
    .subarray(0, 16);
  return interfaces.flatMap((each) => tunnelOf(each, (text) => secretOf(text, key, vector)) ?? []);
}

class KeyringReader {
  readonly interfaces: Attributes[] = [];
  /** What the signature is about: every element and attribute. */
  readonly signed: Uint8Array[] = [];
  keyring: Attributes | undefined;

  open(name: string, attributes: Attributes): void {
    if (name === "Keyring") this.keyring ??= attributes;
    if (name === "Interface") this.interfaces.push(attributes);
    const sorted = [...attributes].filter(([each]) => each !== "xmlns" && each !== "Signature").sort(byName);
    this.signed.push(Uint8Array.of(1), counted(name), ...sorted.flat().map(counted));
  }

  close(): void {
    this.signed.push(Uint8Array.of(2));
  }
}

const byName = ([one]: readonly [string, string], [other]: readonly [string, string]): number => (one < other ? -1 : 1);

const counted = (text: string): Uint8Array => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.of(bytes.length & 0xff), bytes]);
};

function isSigned(keyring: Attributes, signed: readonly Uint8Array[], key: Buffer): boolean {
  const wanted = Buffer.from(keyring.get("Signature") ?? "", "base64");
  const text = Buffer.concat([...signed, counted(key.toString("base64"))]);
  const found = createHash("sha256").update(text).digest().subarray(0, 16);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** `undefined` for an interface without tunnels, and one whose tunnels are not secure. */
function tunnelOf(attributes: Attributes, secret: (text: string) => string | undefined): KeyringTunnel | undefined {
  const text = (name: string): string => attributes.get(name) ?? "";
  const password = secret(text("Password"));
  const id = Number(text("UserID"));
  if (text("Type") !== "Tunneling" || password === undefined || !Number.isInteger(id)) return undefined;
  const deviceAuthentication = secret(text("Authentication"));
  return {
    individualAddress: text("IndividualAddress"),
    host: text("Host"),
    user: { id, password, ...(deviceAuthentication !== undefined && { deviceAuthentication }) },
  };
}

/** Before a secret are eight bytes of chance, behind it so many as the last one says. */
function secretOf(text: string, key: Buffer, vector: Buffer): string | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const plain = createDecipheriv("aes-128-cbc", key, vector).setAutoPadding(false).update(bytes);
  return plain.subarray(8, plain.length - plain.at(-1)!).toString("utf8");
}
