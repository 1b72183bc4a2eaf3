import { ThingDescriptionError } from "@thingwright/errors";

/** The text of a document from `url`. @throws {ThingDescriptionError} WOT_TD_SYNTAX when it is not UTF-8 */
export function decodedText(bytes: Uint8Array, url: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ThingDescriptionError("WOT_TD_SYNTAX", `${url} is not UTF-8`, { cause });
  }
}
