import { malformed } from "./malformed.js";

/** Character sets by their octet (ASHRAE 135 §20.2.9), as `TextDecoder` names them. DBCS code pages are not among them. */
const decoders: ReadonlyMap<number, (octets: Uint8Array) => string> = new Map([
  [0, decoder("utf-8")],
  [4, decoder("utf-16be")],
  [5, (octets: Uint8Array) => Buffer.from(octets).toString("latin1")],
]);

/** Text of a character string, without NULs at its end, which some devices send. @throws {ProtocolError} WOT_PROTOCOL */
export function readText(octets: Uint8Array): string {
  const [set] = octets;
  if (set === undefined) throw malformed("a character string without a character set", "§20.2.9");
  const decode = decoders.get(set);
  if (decode === undefined) throw malformed(`a character string in character set ${set}, which is not read`, "§20.2.9");
  return decode(octets.subarray(1)).replace(/\0+$/u, "");
}

/** In UTF-8, which every device since 2010 reads. */
export const writeText = (text: string): Uint8Array => Uint8Array.of(0, ...new TextEncoder().encode(text));

/** Octets that make no character come as U+FFFD: a name with one wrong letter is better than none. */
function decoder(label: string): (octets: Uint8Array) => string {
  const decode = new TextDecoder(label);
  return (octets) => decode.decode(octets);
}
