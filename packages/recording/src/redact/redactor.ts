import { AddressBook } from "./addresses.js";
import { Pseudonyms } from "./pseudonyms.js";
import { isTelling } from "./telling-names.js";

/** What stands where something is not told. */
const blot = "removed";
/** Shorter texts are too common to be taken out wherever they stand. */
const minSecretLength = 3;
const maxDepth = 64;

/** What is taken out of a recording. */
export interface RedactorOptions {
  /** Texts that must not be in it: credentials, and what the caller names. */
  readonly secrets: Iterable<string>;
  /** References that stand for the URLs of the device's servers, by their origins. */
  readonly origins: ReadonlyMap<string, string>;
}

/** How many different things were taken out. */
export interface Removed {
  readonly secrets: number;
  readonly addresses: number;
  /** Values by names such as `password`, `ssid` or `serial`. */
  readonly named: number;
}

/** Takes out of texts and values what is not to be told. The same text has the same stand-in everywhere. */
export class Redactor {
  readonly #secrets: readonly string[];
  readonly #origins: readonly (readonly [string, string])[];
  readonly #standIns = new Pseudonyms((number) => `${blot}-${number}`);
  readonly #addresses = new AddressBook();
  #named = 0;

  constructor({ secrets, origins }: RedactorOptions) {
    const long = [...new Set(secrets)].filter((secret) => secret.length >= minSecretLength);
    this.#secrets = long.sort((one, other) => other.length - one.length);
    this.#origins = [...origins].sort(([one], [other]) => other.length - one.length);
  }

  get removed(): Removed {
    return { secrets: this.#standIns.size, addresses: this.#addresses.size, named: this.#named };
  }

  text(text: string): string {
    let told = text;
    for (const [origin, reference] of this.#origins) told = told.replaceAll(origin, reference);
    for (const secret of this.#secrets)
      if (told.includes(secret)) told = told.replaceAll(secret, this.#standIns.of(secret));
    return this.#addresses.without(told);
  }

  /** A JSON value, names of its members included. */
  value(value: unknown, depth = 0): unknown {
    if (depth > maxDepth) return null;
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item, depth + 1));
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => [this.text(name), this.#member(name, member, depth)]);
    return Object.fromEntries(members);
  }

  /** Path and query, without what of the query is not to be told: a player does not miss it. */
  target(target: string): string {
    const [path = "", query] = target.split(/\?(.*)/s, 2);
    if (query === undefined) return this.text(path);
    const parts = query.split("&").filter((part) => {
      const isTold =
        !isTelling(part.split("=", 1)[0] as string) && !this.#secrets.some((secret) => part.includes(secret));
      if (!isTold) this.#named += 1;
      return isTold;
    });
    return this.text(parts.length === 0 ? path : `${path}?${parts.join("&")}`);
  }

  /** Bytes that are no text: what is a secret in them is blotted out at its place. */
  bytes(bytes: Uint8Array): Uint8Array {
    const told = Buffer.from(bytes);
    for (const secret of this.#secrets) {
      const sought = Buffer.from(secret);
      for (let at = told.indexOf(sought); at !== -1; at = told.indexOf(sought, at + 1)) {
        told.fill("x", at, at + sought.length);
        this.#standIns.of(secret);
      }
    }
    return told;
  }

  #member(name: string, member: unknown, depth: number): unknown {
    if (!isTelling(name) || typeof member === "object" || typeof member === "boolean")
      return this.value(member, depth + 1);
    this.#named += 1;
    return typeof member === "string" ? blot : 0;
  }
}
