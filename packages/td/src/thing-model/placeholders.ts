import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import { defaultJsonLimits } from "../json/json-limits.js";
import { escapePointer } from "../json-pointer.js";

/**
 * `value` with every `{{NAME}}` in its strings replaced: a string that is a placeholder and nothing else becomes the value of
 * that name, with its type; within a longer string the value is written out. A new value; what is put in is not
 * searched again. Recursive, so the depth of `value` must have been limited.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for a name without a value or a placeholder in the name of a member;
 *   WOT_TD_LIMIT if what is written out grows over 4 MiB
 * @throws {UsageError} WOT_ARGUMENT for an object or a list within a longer string
 * @see TD 1.1 §9.3.5, `tm-placeholder-replacement`
 */
export function replacePlaceholders(value: unknown, values: Readonly<Record<string, unknown>>): unknown {
  return new Replacement(values).replace(value, "");
}

/** `tm-placeholder`: printable ASCII between two braces on either side. */
const placeholder = /\{\{([ -z|~]+)\}\}/g;
const onlyPlaceholder = /^\{\{([ -z|~]+)\}\}$/;

class Replacement {
  readonly #values: Readonly<Record<string, unknown>>;
  #charactersLeft = defaultJsonLimits.maxBytes;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  replace(value: unknown, pointer: string): unknown {
    if (typeof value === "string") return this.#replaceIn(value, pointer);
    if (Array.isArray(value)) return value.map((item, index) => this.replace(item, `${pointer}/${index}`));
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => this.#replaceMember(name, member, pointer));
    return Object.fromEntries(members);
  }

  #replaceMember(name: string, member: unknown, pointer: string): [string, unknown] {
    const place = `${pointer}/${escapePointer(name)}`;
    if (name.search(placeholder) !== -1) {
      throw broken(place, "has a placeholder in a name; only a value may have one", "tm-placeholder-value");
    }
    return [name, this.replace(member, place)];
  }

  #replaceIn(text: string, pointer: string): unknown {
    const only = onlyPlaceholder.exec(text);
    if (only !== null) return this.#valueOf(only[1]!, pointer);
    if (!text.includes("{{")) return text;
    return text.replace(placeholder, (_match, name: string) => this.#writeOut(name, pointer));
  }

  #writeOut(name: string, pointer: string): string {
    const value = this.#valueOf(name, pointer);
    if (typeof value === "object" && value !== null) {
      throw new UsageError("WOT_ARGUMENT", `${pointer} has text around {{${name}}}, so its value must be a scalar`);
    }
    const text = String(value);
    this.#charactersLeft -= text.length;
    if (this.#charactersLeft < 0) {
      throw new ThingDescriptionError("WOT_TD_LIMIT", `${pointer} takes the Thing over a limit`, { pointer });
    }
    return text;
  }

  #valueOf(name: string, pointer: string): unknown {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    if (value === undefined) {
      throw broken(pointer, `has the placeholder {{${name}}}, which has no value`, "tm-placeholder-replacement");
    }
    return value;
  }
}

const broken = (pointer: string, what: string, assertion: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${pointer} ${what}`, { pointer, assertion });
