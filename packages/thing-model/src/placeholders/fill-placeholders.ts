import { DataSchemaError } from "@thingwright/errors";
import { replacePlaceholders, type ThingModel, truncate } from "@thingwright/td";
import { broken } from "../broken.js";
import { readable, readableModel } from "../readable.js";
import { placeholderProblems } from "./placeholder-problems.js";
import { placeholderSchema } from "./placeholder-schema.js";

/**
 * `model` with all placeholders replaced, as a new object: where one is the whole text, by the value with its type.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID with `tm-placeholder-replacement`, naming all placeholders without a value
 * @throws {DataSchemaError} WOT_DATA_INVALID if a value does not fit where it goes
 * @see TD 1.1 §9.3.5
 */
export function fillPlaceholders(model: unknown, values: Readonly<Record<string, unknown>>): ThingModel {
  const [doc, given] = [readableModel(model), readable(values, "the placeholder map")];
  const { missing, unfit } = placeholderProblems(doc, given);
  if (missing.length > 0) throw withoutValues(missing);
  if (unfit.length > 0) {
    const message = truncate(unfit.map((finding) => finding.message).join("; "));
    throw new DataSchemaError("WOT_DATA_INVALID", message, { schema: placeholderSchema(doc, { optional: "all" }) });
  }
  return replacePlaceholders(doc, given) as unknown as ThingModel;
}

function withoutValues(missing: readonly { readonly name: string; readonly pointer: string }[]) {
  const named = missing.slice(0, mostNamed).map(({ name, pointer }) => `{{${name}}} at ${truncate(pointer)}`);
  const list = [...named, ...(missing.length > mostNamed ? [`${missing.length - mostNamed} more`] : [])].join(", ");
  return broken(
    "",
    missing[0]!.pointer,
    `has a placeholder without a value; missing are ${list}`,
    "tm-placeholder-replacement",
  );
}

/** Most placeholders that a message names. */
const mostNamed = 50;
