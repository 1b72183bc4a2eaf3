import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate and its key, PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
  /** The key once more, encrypted with `passphrase`. */
  readonly encryptedKey: string;
}

export const passphrase = "open sesame";

export interface CertificateTerms {
  readonly commonName?: string | readonly string[];
  /** Alternative names by kind; IPv4 addresses under `ip`. */
  readonly names?: readonly (readonly ["dns" | "uri" | "email" | "ip", string])[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate authority of a test: what it issues is good here and nowhere else. */
export class Authority {
  readonly cert: string;
  readonly #name: Buffer;
  readonly #key: KeyObject;

  constructor(name: string) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#name = distinguishedName([name]);
    this.#key = privateKey;
    this.cert = this.#certificate(this.#name, publicKey, {}, true);
  }

  /** A certificate that is good from yesterday to tomorrow, for 127.0.0.1, unless `terms` say otherwise. */
  issue(terms: CertificateTerms = {}): Identity {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const subject = distinguishedName([terms.commonName ?? "loopback"].flat());
    const pem = { type: "pkcs8", format: "pem" } as const;
    return {
      cert: this.#certificate(subject, publicKey, { names: [["ip", "127.0.0.1"]], ...terms }, false),
      key: privateKey.export(pem) as string,
      encryptedKey: privateKey.export({ ...pem, cipher: "aes-256-cbc", passphrase }) as string,
    };
  }

  #certificate(subject: Buffer, publicKey: KeyObject, terms: CertificateTerms, isAuthority: boolean): string {
    const {
      names = [],
      notBefore = new Date(Date.now() - 86_400_000),
      notAfter = new Date(Date.now() + 86_400_000),
    } = terms;
    const extensions = [
      sequence(objectId("551d13"), boolean(true), octets(isAuthority ? sequence(boolean(true)) : sequence())),
      ...(names.length === 0 ? [] : [sequence(objectId("551d11"), octets(sequence(...names.map(alternativeName))))]),
    ];
    const signed = sequence(
      element(0xa0, element(0x02, Buffer.of(2))),
      element(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
      ecdsaWithSha256,
      this.#name,
      sequence(time(notBefore), time(notAfter)),
      subject,
      publicKey.export({ type: "spki", format: "der" }),
      element(0xa3, sequence(...extensions)),
    );
    const signature = sign("sha256", signed, this.#key);
    const der = sequence(signed, ecdsaWithSha256, element(0x03, Buffer.of(0), signature));
    const lines = der.toString("base64").match(/.{1,64}/g)!;
    return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  }
}

/** One element of DER (X.690 §8.1). */
function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), sizeOf(content), content]);
}

/** A length in as few bytes as it takes, as DER has it; there are verifiers that encode anew what they verify. */
function sizeOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

const sequence = (...contents: readonly Buffer[]): Buffer => element(0x30, ...contents);
const objectId = (hex: string): Buffer => element(0x06, Buffer.from(hex, "hex"));
const octets = (content: Buffer): Buffer => element(0x04, content);
const boolean = (value: boolean): Buffer => element(0x01, Buffer.of(value ? 0xff : 0));
const time = (date: Date): Buffer => element(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, "")));
const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

const distinguishedName = (commonNames: readonly string[]): Buffer =>
  sequence(...commonNames.map((name) => element(0x31, sequence(objectId("550403"), element(0x0c, Buffer.from(name))))));

const kinds = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;

const alternativeName = ([kind, name]: readonly [keyof typeof kinds, string]): Buffer =>
  element(kinds[kind], kind === "ip" ? Buffer.from(name.split(".").map(Number)) : Buffer.from(name));
