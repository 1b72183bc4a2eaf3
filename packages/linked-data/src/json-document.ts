import { ThingDescriptionError } from "@thingwright/errors";
import type { LinkedDataLimits } from "./linked-data-options.js";

/**
 * A copy of a JSON document, within the limits, that JSON-LD may work on.
 *
 * @param input - a JSON text, or the value of one, which is not touched
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX for what is not JSON, WOT_TD_LIMIT over a limit, WOT_TD_INVALID for a
 *   member `__proto__`
 */
export function jsonDocument(input: unknown, { maxDocumentBytes, maxDepth }: LinkedDataLimits): object {
  const text = textOf(input);
  if (text.length > maxDocumentBytes || new TextEncoder().encode(text).byteLength > maxDocumentBytes) {
    throw new ThingDescriptionError("WOT_TD_LIMIT", `the document is longer than ${maxDocumentBytes} bytes`);
  }
  const document = parse(text);
  checkDepth(document, maxDepth);
  return document;
}

function textOf(input: unknown): string {
  if (typeof input === "string") return input.replace(/^\uFEFF/, "");
  try {
    return JSON.stringify(input) ?? "";
  } catch (cause) {
    throw new ThingDescriptionError("WOT_TD_SYNTAX", "the document cannot be written as JSON", { cause });
  }
}

function parse(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ThingDescriptionError("WOT_TD_SYNTAX", "the document is not JSON", { cause });
  }
  if (typeof value === "object" && value !== null) return value;
  throw new ThingDescriptionError("WOT_TD_INVALID", "the document is neither an object nor an array");
}

/** Level by level, so that no depth reaches the stack. */
function checkDepth(document: object, maxDepth: number): void {
  let level: object[] = [document];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) {
      throw new ThingDescriptionError("WOT_TD_LIMIT", `the document nests deeper than ${maxDepth} arrays and objects`);
    }
    if (level.some((value) => Object.hasOwn(value, "__proto__"))) {
      throw new ThingDescriptionError("WOT_TD_INVALID", "the document has a member named __proto__");
    }
    level = level.flatMap((value) => Object.values(value).filter((v) => typeof v === "object" && v !== null));
  }
}
