import { type FormHolder, isRecord } from "@thingwright/td";
import type { Place } from "../place.js";
import { type AnyObject, allObjects, isNameMap, memberOf, type PlacedObject } from "./any-object.js";

/** An affordance and where it stands. */
export interface PlacedAffordance extends PlacedObject {
  readonly kind: Exclude<FormHolder, "thing">;
  readonly name: string;
}

/** A Form, where it stands, and the affordance or Thing that has it. */
export interface PlacedForm extends PlacedObject {
  readonly kind: FormHolder;
  readonly holder: AnyObject;
}

/** What the rules look at in a document, found once for all of them. */
export interface Survey {
  /** Every object that says something; the document first. */
  readonly objects: readonly PlacedObject[];
  /** Those of them that may have titles and descriptions: all but maps, whose members are named by the author. */
  readonly described: readonly PlacedObject[];
  readonly affordances: readonly PlacedAffordance[];
  /** Forms of the Thing, then of its affordances. */
  readonly forms: readonly PlacedForm[];
  /** Every DataSchema, those within others behind them. An affordance of the kind `property` is one too. */
  readonly schemas: readonly PlacedObject[];
}

const surveys = new WeakMap<AnyObject, Survey>();

/** The survey of `doc`, which must not change afterwards. Linear in it. */
export function surveyOf(doc: AnyObject): Survey {
  const known = surveys.get(doc);
  if (known !== undefined) return known;
  const affordances = [...affordancesIn(doc)];
  const objects = allObjects(doc);
  const survey: Survey = {
    objects,
    described: objects.filter(({ place }) => !isNameMap(place) && !isContext(place)),
    affordances,
    forms: [
      ...formsIn(doc, "thing", undefined),
      ...affordances.flatMap(({ object, kind, place }) => [...formsIn(object, kind, place)]),
    ],
    schemas: [...schemasIn(doc, affordances)],
  };
  surveys.set(doc, survey);
  return survey;
}

function isContext(place: Place | undefined): boolean {
  return place !== undefined && (place.name === "@context" || place.parent?.name === "@context");
}

const affordanceMaps = [
  ["properties", "property"],
  ["actions", "action"],
  ["events", "event"],
] as const;

function* affordancesIn(doc: AnyObject): Generator<PlacedAffordance> {
  for (const [term, kind] of affordanceMaps) {
    for (const { object, place } of objectsIn(doc, term, undefined))
      yield { object, place, kind, name: String(place.name) };
  }
}

/** The objects in the map or list that `holder` has as `term`. */
export function* objectsIn(
  holder: AnyObject,
  term: string,
  at: Place | undefined,
): Generator<{ readonly object: AnyObject; readonly place: Place }> {
  const members = memberOf(holder, term);
  if (typeof members !== "object" || members === null) return;
  const parent = { name: term, parent: at };
  for (const [name, object] of Object.entries(members)) if (isRecord(object)) yield { object, place: { name, parent } };
}

function* formsIn(holder: AnyObject, kind: FormHolder, at: Place | undefined): Generator<PlacedForm> {
  if (!Array.isArray(memberOf(holder, "forms"))) return;
  for (const { object, place } of objectsIn(holder, "forms", at)) yield { object, place, kind, holder };
}

function* schemasIn(doc: AnyObject, affordances: readonly PlacedAffordance[]): Generator<PlacedObject> {
  for (const map of ["schemaDefinitions", "uriVariables"]) yield* schemasOf(doc, map, undefined);
  for (const { object, kind, place } of affordances) {
    if (kind === "property") yield* schemaAndParts({ object, place });
    for (const term of affordanceSchemas[kind]) yield* schemaAt(object, term, place);
    yield* schemasOf(object, "uriVariables", place);
  }
}

const affordanceSchemas = {
  property: [],
  action: ["input", "output"],
  event: ["subscription", "data", "dataResponse", "cancellation"],
} as const;

function* schemasOf(holder: AnyObject, term: string, at: Place | undefined): Generator<PlacedObject> {
  for (const placed of objectsIn(holder, term, at)) yield* schemaAndParts(placed);
}

function* schemaAt(holder: AnyObject, term: string, parent: Place | undefined): Generator<PlacedObject> {
  const object = memberOf(holder, term);
  if (isRecord(object)) yield* schemaAndParts({ object, place: { name: term, parent } });
}

/** Recursive: the depth of a document is limited. */
function* schemaAndParts(schema: PlacedObject): Generator<PlacedObject> {
  yield schema;
  for (const term of ["properties", "oneOf", "allOf", "anyOf"]) yield* schemasOf(schema.object, term, schema.place);
  if (Array.isArray(memberOf(schema.object, "items"))) yield* schemasOf(schema.object, "items", schema.place);
  else yield* schemaAt(schema.object, "items", schema.place);
}
