import { isIPv4, isIPv6 } from "node:net";
import { Pseudonyms } from "./pseudonyms.js";

/** Addresses that are everywhere the same and tell nothing, or are a stand-in already. */
const harmless =
  /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|::1?$|2001:db8:|02:00:)/i;

/**
 * Takes addresses out of texts: each becomes one that is set aside for examples, the same everywhere (RFC 5737, RFC 3849,
 * RFC 2606), and hardware addresses such that are administered locally.
 */
export class AddressBook {
  readonly #ipv4 = new Pseudonyms((number) => `${exampleNets[number >> 8] ?? exampleNets[2]}.${number & 0xff}`);
  readonly #ipv6 = new Pseudonyms((number) => `2001:db8::${number.toString(16)}`);
  readonly #mail = new Pseudonyms((number) => `user-${number}@example.org`);
  /** Without what stands between the digits; as many digits as there were. */
  readonly #hardware = new Pseudonyms((number, text) => `02${number.toString(16).padStart(text.length - 2, "0")}`);

  /** How many different addresses were taken out. */
  get size(): number {
    return this.#ipv4.size + this.#ipv6.size + this.#mail.size + this.#hardware.size;
  }

  without(text: string): string {
    return text
      .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (mail) => (mail.endsWith("@example.org") ? mail : this.#mail.of(mail)))
      .replace(/\b[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4,6}[0-9a-f]{2}\b/gi, (mac, separator: string) =>
        this.#hardwareLike(mac, separator),
      )
      .replace(
        /(?<![0-9a-z])(0x)?([0-9a-f]{12}|[0-9a-f]{16})(?![0-9a-z])/gi,
        (whole, prefix: string = "", digits: string) =>
          isHardware(digits) ? prefix + this.#hardwareLike(digits, "") : whole,
      )
      .replace(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, (address) =>
        isIPv4(address) && !harmless.test(address) ? this.#ipv4.of(address) : address,
      )
      .replace(/(?<![\w:.])[0-9a-f:]*:[0-9a-f]*:[0-9a-f:.]*[0-9a-f]/gi, (address) =>
        isIPv6(address) && !harmless.test(address) ? this.#ipv6.of(address) : address,
      );
  }

  #hardwareLike(address: string, separator: string): string {
    const digits = separator === "" ? address : address.replaceAll(separator, "");
    if (/^02(?:00)+/.test(digits)) return address; // A stand-in already.
    const standIn = this.#hardware.of(digits.toLowerCase());
    const cased = /[A-F]/.test(address) ? standIn.toUpperCase() : standIn;
    return separator === "" ? cased : (cased.match(/../g) ?? []).join(separator);
  }
}

const exampleNets = ["192.0.2", "198.51.100", "203.0.113"] as const;

/** Digits that are neither a number nor a word. */
const isHardware = (digits: string): boolean => /\d/.test(digits) && /[a-f]/i.test(digits);
