import { isRecord, truncate, unescapePointer } from "@thingwright/td";
import type { Place } from "../place.js";
import { activeSchemes, hasCredentialIn } from "./active-security.js";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import { type PlacedForm, surveyOf } from "./survey.js";

/** A credential in the body of what a Form sends: the pointer to it, and the data schema of the body, if there is one. */
export interface BodyCredential {
  readonly schemeName: string;
  /** The `name` of the scheme, a JSON Pointer. */
  readonly pointer: string;
  readonly schema: AnyObject;
  readonly place: Place | undefined;
}

/** Every pair of an affordance that sends a body and a scheme active on one of its Forms that puts a credential there; each once. */
export function* bodyCredentials(doc: AnyObject): Generator<BodyCredential> {
  if (!hasCredentialIn(doc, "body")) return;
  const schemesOf = activeSchemes(doc);
  const seen = new Map<AnyObject, Set<string>>();
  for (const form of surveyOf(doc).forms) {
    const body = bodyOf(form);
    if (body === undefined) continue;
    const names = seen.get(body.schema) ?? new Set<string>();
    seen.set(body.schema, names);
    for (const { name: schemeName, scheme } of schemesOf(form.object)) {
      const pointer = memberOf(scheme, "name");
      if (
        memberOf(scheme, "in") !== "body" ||
        typeof pointer !== "string" ||
        names.has(schemeName) ||
        pointer.length > longestPointer
      )
        continue;
      names.add(schemeName);
      yield { schemeName, pointer, ...body };
    }
  }
}

/** The data schema of what a Form sends, and where it stands; `undefined` where it sends nothing, or nothing is said of it. */
function bodyOf({ kind, holder, object, place: at }: PlacedForm): Pick<BodyCredential, "schema" | "place"> | undefined {
  const place = at?.parent?.parent;
  if (kind === "thing") return undefined;
  if (kind === "property") {
    const op = memberOf(object, "op");
    const writes = op === undefined ? memberOf(holder, "readOnly") !== true : listOf(op).includes("writeproperty");
    return writes ? { schema: holder, place } : undefined;
  }
  const name = kind === "action" ? "input" : "subscription";
  const schema = memberOf(holder, name);
  return isRecord(schema) ? { schema, place: { name, parent: place } } : undefined;
}

/** Pointers into what people describe are far shorter. */
const longestPointer = 1000;

/** Whether `text` is written as a JSON Pointer (RFC 6901 §3). */
export const isJsonPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);

/** What a pointer leads to in the values of a data schema. */
export interface Target {
  /** The schema of the element; `undefined` where the schema leaves it open. */
  readonly element: AnyObject | undefined;
  /** Whether every value has the element, as far as its container says. */
  readonly required: boolean;
  /** Why no element can be put there, where the schema says so. */
  readonly refusal?: string;
}

/** Follows `pointer` through the values that `schema` describes. What is not described can be created, with all around it. */
export function targetOf(schema: AnyObject, pointer: string): Target {
  let element: AnyObject | undefined = schema;
  let required = true;
  for (const token of pointer.split("/").slice(1)) {
    if (element === undefined) return { element, required: false };
    const name = unescapePointer(token);
    const refusal = refusalOf(element, name);
    if (refusal !== undefined) return { element: undefined, required: false, refusal };
    const listed: unknown = memberOf(element, "required");
    required = Array.isArray(listed) ? listed.includes(name) : memberOf(element, "type") === "array";
    element = partOf(element, name);
  }
  return { element, required };
}

/** Why `container` can have no element of the name. */
function refusalOf(container: AnyObject, name: string): string | undefined {
  const type = memberOf(container, "type");
  if (typeof type !== "string" || type === "object") return undefined;
  if (type === "array" && (name === "-" || /^(?:0|[1-9]\d*)$/.test(name))) return undefined;
  return `a value of the type "${truncate(type)}" is on the way`;
}

function partOf(container: AnyObject, name: string): AnyObject | undefined {
  const properties = memberOf(container, "properties");
  const items = memberOf(container, "items");
  const isArray = memberOf(container, "type") === "array";
  const part = isArray
    ? Array.isArray(items)
      ? items[Number(name)]
      : items
    : isRecord(properties)
      ? memberOf(properties, name)
      : undefined;
  return isRecord(part) ? part : undefined;
}
