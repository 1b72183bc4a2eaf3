import { truncate } from "../truncate.js";

/** A keyword of a JSON Schema that a place in a document does not satisfy: the part of an ajv error that we read. */
export interface Violation {
  /** JSON Pointer of the place. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schemaPath: string;
}

/**
 * `violation` in plain words, beginning with the place. Values of the document are not quoted: they may be long, and
 * they may be secret.
 *
 * @param whole - what to call the place when it is the whole document
 */
export function describeViolation(violation: Violation, whole: string): string {
  const { instancePath, keyword, params } = violation;
  const phrase = phrases.get(keyword) ?? (() => `does not satisfy "${keyword}"`);
  return `${instancePath === "" ? whole : truncate(instancePath)} ${phrase(params)}`;
}

type Phrase = (params: Readonly<Record<string, unknown>>) => string;

const phrases: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ["type", ({ type }) => `must be ${alternatives(list(type).map(withArticle))}`],
  ["required", ({ missingProperty }) => `needs a member ${text(missingProperty)}`],
  ["enum", ({ allowedValues }) => `must be ${alternatives(list(allowedValues).map(text))}`],
  ["const", ({ allowedValue }) => `must be ${text(allowedValue)}`],
  ["minimum", ({ limit }) => `must be at least ${limit}`],
  ["maximum", ({ limit }) => `must be at most ${limit}`],
  ["exclusiveMinimum", ({ limit }) => `must be more than ${limit}`],
  ["exclusiveMaximum", ({ limit }) => `must be less than ${limit}`],
  ["multipleOf", () => "must be a multiple of the step that its schema names"],
  ["minLength", ({ limit }) => `must be at least ${count(limit, "character")} long`],
  ["maxLength", ({ limit }) => `must be at most ${count(limit, "character")} long`],
  ["pattern", ({ pattern }) => `must match the pattern ${text(pattern)}`],
  ["format", ({ format }) => `must have the format ${text(format)}`],
  ["minItems", ({ limit }) => `must have at least ${count(limit, "item")}`],
  ["maxItems", ({ limit }) => `must have at most ${count(limit, "item")}`],
  ["additionalItems", ({ limit }) => `must have at most ${count(limit, "item")}`],
  ["uniqueItems", () => "must not have the same item twice"],
  ["contains", () => "has no item of the kind that it must contain"],
  ["minProperties", ({ limit }) => `must have at least ${count(limit, "member")}`],
  ["maxProperties", ({ limit }) => `must have at most ${count(limit, "member")}`],
  ["additionalProperties", ({ additionalProperty }) => `must not have a member ${text(additionalProperty)}`],
  ["propertyNames", ({ propertyName }) => `must not have a member of the name ${text(propertyName)}`],
  ["oneOf", ({ passingSchemas }) => (passingSchemas ? "matches more than one alternative" : "matches no alternative")],
  ["anyOf", () => "matches no alternative"],
  ["not", () => "is what it must not be"],
  ["if", () => "does not satisfy a condition of its schema"],
  ["false schema", () => "must not be there"],
]);

const mostAlternatives = 20;

/** `"a", "b" or "c"`; what would be too many to read ends in a count. */
function alternatives(items: readonly string[]): string {
  if (items.length > mostAlternatives)
    return `${items.slice(0, mostAlternatives).join(", ")} or one of ${items.length - mostAlternatives} others`;
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const text = (value: unknown): string => truncate(JSON.stringify(value) ?? String(value));

const withArticle = (type: unknown): string => {
  if (type === "null") return "null";
  return `${/^[aeio]/.test(String(type)) ? "an" : "a"} ${type}`;
};

const count = (limit: unknown, noun: string): string => `${limit} ${noun}${limit === 1 ? "" : "s"}`;
