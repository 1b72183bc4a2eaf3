import { escapePointer } from "@thingwright/td";

/** A JSON object of a document, of which nothing is known but that it is one. */
export type AnyObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is AnyObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The member `name` of `object` itself, never of its prototype. */
export const memberOf = (object: AnyObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** An object and where it stands. */
export interface PlacedObject {
  readonly object: AnyObject;
  readonly pointer: string;
}

/** The objects that are values of a map, such as `securityDefinitions`; none when it is no map. */
export function* objectsOf(doc: AnyObject, term: string): Generator<PlacedObject & { readonly name: string }> {
  const map = memberOf(doc, term);
  if (!isObject(map)) return;
  for (const [name, object] of Object.entries(map)) {
    if (isObject(object)) yield { object, name, pointer: `/${term}/${escapePointer(name)}` };
  }
}

/**
 * Every object in `doc` that says something, itself first; what is inside a value (`const`, `default`, `enum`) is data
 * and says nothing. Recursive: the depth of `doc` is limited.
 */
export function* allObjects(value: unknown, pointer = ""): Generator<PlacedObject> {
  if (typeof value !== "object" || value === null) return;
  if (isObject(value)) yield { object: value, pointer };
  for (const [name, member] of Object.entries(value)) {
    if (!isValueTerm(name, pointer)) yield* allObjects(member, `${pointer}/${escapePointer(name)}`);
  }
}

/** A property or a variable may be called `default`: then it is no term. */
const isValueTerm = (name: string, pointer: string): boolean => valueTerms.has(name) && !isNameMap(pointer);

const valueTerms: ReadonlySet<string> = new Set(["const", "default", "enum"]);

/** Whether the members of the object at `pointer` are named by the author, not by the vocabulary. */
export const isNameMap = (pointer: string): boolean =>
  /\/(properties|actions|events|uriVariables|schemaDefinitions|securityDefinitions)$/.test(pointer);
