import { resolvePointer } from "@thingwright/td";

const placeholder = /\{\{([A-Z][A-Z0-9_]*)\}\}/g;
const reference = /\{\{(\/[^{}]*)\}\}/g;
const wholeReference = /^\{\{(\/[^{}]*)\}\}$/;

/**
 * A copy of `value` with the value of its name for each `{{NAME}}` in texts and in names of members.
 *
 * @throws {RangeError} for a name without a value
 */
export function fillPlaceholders(value: unknown, values: Readonly<Record<string, string>>): unknown {
  return mapTexts(value, (text) =>
    text.replace(placeholder, (_, name: string) => {
      if (!Object.hasOwn(values, name)) throw new RangeError(`there is no value for {{${name}}}`);
      return String(values[name]);
    }),
  );
}

/**
 * A copy of `value` with what stands at its JSON Pointer in `context` for each `{{/pointer}}`: a text that is nothing
 * but a reference becomes the value itself, and is left out of an object when there is none; in a longer text stands
 * the value's text, or nothing.
 */
export function fillReferences(value: unknown, context: object): unknown {
  return mapTexts(value, (text) => {
    const whole = wholeReference.exec(text);
    if (whole !== null) return resolvePointer(context, whole[1] as string);
    return text.replace(reference, (_, pointer: string) => textOf(resolvePointer(context, pointer)));
  });
}

/** `template` with what stands at each reference written out: always a text. */
export function fillText(template: string, context: object): string {
  return textOf(fillReferences(template, context));
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function mapTexts(value: unknown, map: (text: string) => unknown): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [String(map(name)), mapTexts(member, map)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
