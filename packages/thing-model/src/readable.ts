import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord, isThingModel, parseJsonText } from "@thingwright/td";
import { broken } from "./broken.js";
import type { JsonObject } from "./json-object.js";
import { firstReference, isExtension } from "./references.js";

/**
 * A copy of `value` that holds JSON and nothing else, within 4 MiB and 64 levels.
 *
 * @param what - what it is, for the message
 * @throws {ThingDescriptionError} WOT_TD_INVALID if it is no JSON object, or has a member named `__proto__`; WOT_TD_LIMIT over a limit
 */
export function readable(value: unknown, what: string): JsonObject {
  const result = parseJsonText(textOf(value, what));
  if (!result.ok) {
    const code = result.finding.code === "WOT_TD_LIMIT" ? "WOT_TD_LIMIT" : "WOT_TD_INVALID";
    throw new ThingDescriptionError(code, `${what}: ${result.finding.message}`, { pointer: "" });
  }
  refuseUnsafe(result.value, what);
  if (!isRecord(result.value))
    throw new ThingDescriptionError("WOT_TD_INVALID", `${what} is no object`, { pointer: "" });
  return result.value;
}

/** {@link readable} for a Thing Model; `tm-identification`. */
export function readableModel(value: unknown): JsonObject {
  const model = readable(value, "the Thing Model");
  if (isThingModel(model)) return model;
  throw broken("", "/@type", 'must be or contain "tm:ThingModel"', "tm-identification");
}

/**
 * {@link readableModel} for one that stands on its own.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID with `tm-extend` or `tm-tmRef2` if it has to be resolved before
 */
export function resolvedModel(value: unknown): JsonObject {
  const model = readableModel(value);
  const links = Array.isArray(model.links) ? model.links : [];
  const extending = links.findIndex(isExtension);
  if (extending !== -1) throw broken("", `/links/${extending}`, "has to be resolved before", "tm-extend");
  const reference = firstReference(model);
  if (reference !== undefined) throw broken("", reference, "has to be resolved before", "tm-tmRef2");
  return model;
}

export function textOf(value: unknown, what: string): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (cause) {
    throw new ThingDescriptionError("WOT_TD_INVALID", `${what} is no JSON value`, { cause, pointer: "" });
  }
}

/** A member named `__proto__` would reach the prototype when copied. */
function refuseUnsafe(value: unknown, what: string): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) throw broken("", "", `(${what}) has a member named __proto__`);
  for (const member of Object.values(value)) refuseUnsafe(member, what);
}
