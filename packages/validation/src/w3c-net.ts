import { escapePointer, schemaFindings, type Violation } from "@thingwright/td";
import { thingModelViolations } from "./thing-model-schema.js";

/** A place that is told of already. */
export interface Told {
  /** JSON Pointer of what is wrong: of the absent member, where one is missing. */
  readonly subject: string;
}

/** What the W3C's schema holds against a document and nobody has told of yet. */
export interface Untold {
  readonly pointer: string;
  readonly message: string;
}

/**
 * The net under the walk: what the W3C's JSON Schema for Thing Descriptions rejects, without what `told` explains.
 *
 * @param length - of the document's text
 */
export function untoldOfDescription(
  doc: unknown,
  told: readonly Told[],
  length: number,
  isAsked: (violation: Violation) => boolean,
): readonly Untold[] {
  return schemaFindings(doc, length, (violations) => untold(violations, told).filter(isAsked));
}

/** The same for a Thing Model; of the schema's violations the first. */
export function untoldOfModel(
  doc: unknown,
  told: readonly Told[],
  name: (pointer: string) => string,
): readonly Untold[] {
  const violations = thingModelViolations(doc);
  const rest = untold(violations, told);
  if (rest.length === 0) return [];
  const deepest = rest.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
  const pointer = deepest.instancePath;
  return [{ pointer, message: `${name(pointer)} is not as the W3C's schema for Thing Models demands` }];
}

/**
 * The violations that no subject explains: one at the same place, around it, or, where a union of the schema failed,
 * anywhere in it: a union reports each of its alternatives.
 */
function untold(violations: readonly Violation[], told: readonly Told[]): readonly Violation[] {
  if (told.length === 0 || violations.length === 0) return violations;
  const subjects = new Set(told.map(({ subject }) => subject));
  const around = new Set([...subjects].flatMap(prefixesOf));
  const unions = new Set(violations.filter(isUnion).map(({ instancePath }) => instancePath));
  return violations.filter((violation) => {
    const prefixes = prefixesOf(subjectOf(violation));
    if (prefixes.some((prefix) => subjects.has(prefix))) return false;
    const union = prefixes.find((prefix) => unions.has(prefix));
    return union === undefined || !around.has(union);
  });
}

const isUnion = ({ keyword }: Violation): boolean => keyword === "oneOf" || keyword === "anyOf";

const subjectOf = ({ instancePath, keyword, params }: Violation): string =>
  keyword === "required" ? `${instancePath}/${escapePointer(String(params.missingProperty))}` : instancePath;

/** A pointer and those of all that is around it, the outermost first. */
function prefixesOf(pointer: string): readonly string[] {
  const prefixes: string[] = [];
  for (let end = pointer.indexOf("/"); end !== -1; end = pointer.indexOf("/", end + 1))
    prefixes.push(pointer.slice(0, end));
  prefixes.push(pointer);
  return prefixes;
}
