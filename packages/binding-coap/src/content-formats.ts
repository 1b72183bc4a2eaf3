import { UsageError } from "@thingwright/errors";

/**
 * Media types and their numbers on the wire. Where the registry has a parameter, it is part of the type.
 *
 * @see IANA, CoAP Content-Formats registry
 */
const registered: readonly (readonly [number, string])[] = [
  [0, "text/plain;charset=utf-8"],
  [21, "image/gif"],
  [22, "image/jpeg"],
  [23, "image/png"],
  [40, "application/link-format"],
  [41, "application/xml"],
  [42, "application/octet-stream"],
  [47, "application/exi"],
  [50, "application/json"],
  [51, "application/json-patch+json"],
  [52, "application/merge-patch+json"],
  [60, "application/cbor"],
  [61, "application/cwt"],
  [62, "application/multipart-core"],
  [63, "application/cbor-seq"],
  [110, "application/senml+json"],
  [111, "application/sensml+json"],
  [112, "application/senml+cbor"],
  [113, "application/sensml+cbor"],
  [114, "application/senml-exi"],
  [115, "application/sensml-exi"],
  [256, "application/coap-group+json"],
  [257, "application/concise-problem-details+cbor"],
  [310, "application/senml+xml"],
  [311, "application/sensml+xml"],
  [320, "application/senml-etch+json"],
  [322, "application/senml-etch+cbor"],
  [432, "application/td+json"],
  [10_000, "application/vnd.ocf+cbor"],
  [11_542, "application/vnd.oma.lwm2m+tlv"],
  [11_543, "application/vnd.oma.lwm2m+json"],
  [11_544, "application/vnd.oma.lwm2m+cbor"],
];

/** Numbers of the formats that this binding itself speaks of. */
export const ContentFormat = { linkFormat: 40, json: 50, conciseProblem: 257, td: 432 } as const;

/** Further media types by number, for those that are not registered: experiments have 65000 to 65535. */
export type FurtherContentFormats = Readonly<Record<number, string>>;

/** Finds the Content-Format of a media type and back. */
export class ContentFormats {
  readonly #types = new Map<number, string>(registered);
  readonly #numbers = new Map<string, number>(registered.map(([number, type]) => [type, number]));

  /** @throws {UsageError} WOT_RANGE for a number that no option can carry */
  constructor(further: FurtherContentFormats = {}) {
    for (const [key, type] of Object.entries(further)) {
      const number = Number(key);
      if (!Number.isInteger(number) || number < 0 || number > 0xffff) {
        throw new UsageError("WOT_RANGE", `${key} is no Content-Format: it must be 0 to 65535`);
      }
      this.#types.set(number, type);
      this.#numbers.set(normalized(type), number);
    }
  }

  /**
   * The number of `contentType`, `undefined` when it has none. Parameters that the registry does not list are passed
   * over: who offers a type knows them already, and gets them back by `OfferedTypes`. Only a `charset` other than UTF-8
   * is another format.
   */
  numberOf(contentType: string): number | undefined {
    const exact = this.#numbers.get(contentType);
    if (exact !== undefined) return exact;
    const full = normalized(contentType);
    const [essence = "", ...parameters] = full.split(";");
    if (parameters.some((one) => one.startsWith("charset=") && one !== "charset=utf-8")) return undefined;
    return this.#numbers.get(full) ?? this.#numbers.get(essence) ?? this.#numbers.get(`${essence};charset=utf-8`);
  }

  typeOf(number: number): string | undefined {
    return this.#types.get(number);
  }

  /** Whether who speaks of this format reads CBOR. */
  isCbor(number: number): boolean {
    return /[/+]cbor(?:-seq)?$/.test(this.#types.get(number) ?? "");
  }
}

const normalized = (contentType: string): string => contentType.toLowerCase().replace(/\s+|"/g, "");
