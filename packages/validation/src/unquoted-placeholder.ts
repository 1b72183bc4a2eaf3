import { isThingModel } from "@thingwright/td";

/**
 * Where `text`, which is no JSON, has a placeholder without quotes: the offset of the first, when with quotes around all of them
 * it would be a Thing Model.
 *
 * @see TD 1.1 §9.3.5, `tm-placeholder-retyping`
 */
export function unquotedPlaceholder(text: string): number | undefined {
  const first = text.search(unquoted);
  if (first === -1) return undefined;
  try {
    const mended: unknown = JSON.parse(text.replace(unquoted, '$1"$2"'));
    return isThingModel(mended) ? text.indexOf("{{", first) : undefined;
  } catch {
    return undefined;
  }
}

/** A placeholder where a value begins. */
const unquoted = /([:[,]\s*)(\{\{[ !#-[\]-z|~]{1,200}\}\})/g;
