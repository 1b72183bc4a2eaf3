import { type FormHolder, isRecord } from "@thingwright/td";
import type { Leaf } from "../exposure/leaves.js";
import { type PlacedSecret, placedSecretsIn } from "../exposure/secrets.js";
import type { Place } from "../place.js";
import { type AnyObject, isNameMap, memberOf, type PlacedObject } from "./any-object.js";
import { Look } from "./look.js";

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
  /** Every MultiLanguage map. */
  readonly texts: readonly TextMap[];
  /** The values that may have a secret, an address or a placeholder in them. */
  readonly leaves: readonly Leaf[];
  readonly secrets: readonly PlacedSecret[];
}

/** A MultiLanguage map (TD 1.1 §5.3.1.8) and where it stands. */
export interface TextMap extends PlacedObject {
  readonly term: "titles" | "descriptions";
  readonly place: Place;
}

/** The survey that was asked for last: rules ask for that of one document again and again. */
let last: { readonly doc: AnyObject; readonly survey: Survey } | undefined;

/**
 * The survey of `doc`, which must not change until {@link forgetSurvey}. Linear in it.
 *
 * @param look - at `doc`, where there was one already
 */
export function surveyOf(doc: AnyObject, look?: Look): Survey {
  if (last?.doc !== doc) last = { doc, survey: new DocumentSurvey(doc, look ?? new Look(doc)) };
  return last.survey;
}

/** Lets go of the document that was surveyed last. */
export function forgetSurvey(): void {
  last = undefined;
}

/** What nobody asks for is not looked for. */
class DocumentSurvey implements Survey {
  readonly objects: readonly PlacedObject[];
  readonly leaves: readonly Leaf[];
  readonly #doc: AnyObject;
  readonly #suspects: readonly Leaf[];
  #described: readonly PlacedObject[] | undefined;
  #affordances: readonly PlacedAffordance[] | undefined;
  #forms: readonly PlacedForm[] | undefined;
  #schemas: readonly PlacedObject[] | undefined;
  #texts: readonly TextMap[] | undefined;
  #secrets: readonly PlacedSecret[] | undefined;

  constructor(doc: AnyObject, { objects, leaves, suspects }: Look) {
    this.#doc = doc;
    this.objects = objects;
    this.leaves = leaves;
    this.#suspects = suspects;
  }

  get described(): readonly PlacedObject[] {
    this.#described ??= this.objects.filter(({ place }) => !isNameMap(place) && !isContext(place));
    return this.#described;
  }

  get affordances(): readonly PlacedAffordance[] {
    this.#affordances ??= affordancesIn(this.#doc);
    return this.#affordances;
  }

  get forms(): readonly PlacedForm[] {
    this.#forms ??= formsIn(this.#doc, this.affordances);
    return this.#forms;
  }

  get schemas(): readonly PlacedObject[] {
    this.#schemas ??= schemasIn(this.#doc, this.affordances);
    return this.#schemas;
  }

  get texts(): readonly TextMap[] {
    this.#texts ??= textsIn(this.described);
    return this.#texts;
  }

  get secrets(): readonly PlacedSecret[] {
    this.#secrets ??= [...placedSecretsIn(this.#suspects)];
    return this.#secrets;
  }
}

function textsIn(described: readonly PlacedObject[]): readonly TextMap[] {
  const found: TextMap[] = [];
  for (const { object, place } of described) {
    for (const term of ["titles", "descriptions"] as const) {
      const map = memberOf(object, term);
      if (isRecord(map)) found.push({ object: map, place: { name: term, parent: place }, term });
    }
  }
  return found;
}

function isContext(place: Place | undefined): boolean {
  return place !== undefined && (place.name === "@context" || place.parent?.name === "@context");
}

const affordanceMaps = [
  ["properties", "property"],
  ["actions", "action"],
  ["events", "event"],
] as const;

function affordancesIn(doc: AnyObject): readonly PlacedAffordance[] {
  const found: PlacedAffordance[] = [];
  for (const [term, kind] of affordanceMaps) {
    eachIn(doc, term, undefined, (object, place) => {
      found.push({ object, place, kind, name: String(place.name) });
    });
  }
  return found;
}

/** Calls `visit` with the objects in the map or list that `holder` has as `term`. */
function eachIn(
  holder: AnyObject,
  term: string,
  at: Place | undefined,
  visit: (object: AnyObject, place: Place) => void,
): void {
  const members = memberOf(holder, term);
  if (typeof members !== "object" || members === null) return;
  const parent = { name: term, parent: at };
  for (const name of Object.keys(members)) {
    const object = (members as AnyObject)[name];
    if (isRecord(object)) visit(object, { name, parent });
  }
}

/** The objects in the map or list that `holder` has as `term`. */
export function objectsIn(
  holder: AnyObject,
  term: string,
  at: Place | undefined,
): readonly { readonly object: AnyObject; readonly place: Place }[] {
  const found: { readonly object: AnyObject; readonly place: Place }[] = [];
  eachIn(holder, term, at, (object, place) => {
    found.push({ object, place });
  });
  return found;
}

function formsIn(doc: AnyObject, affordances: readonly PlacedAffordance[]): readonly PlacedForm[] {
  const found: PlacedForm[] = [];
  const collect = (holder: AnyObject, kind: FormHolder, at: Place | undefined) => {
    if (!Array.isArray(memberOf(holder, "forms"))) return;
    eachIn(holder, "forms", at, (object, place) => {
      found.push({ object, place, kind, holder });
    });
  };
  collect(doc, "thing", undefined);
  for (const { object, kind, place } of affordances) collect(object, kind, place);
  return found;
}

function schemasIn(doc: AnyObject, affordances: readonly PlacedAffordance[]): readonly PlacedObject[] {
  const found: PlacedObject[] = [];
  const collect = (object: AnyObject, place: Place | undefined) => collectSchemas(object, place, found);
  for (const map of ["schemaDefinitions", "uriVariables"]) eachIn(doc, map, undefined, collect);
  for (const { object, kind, place } of affordances) {
    if (kind === "property") collect(object, place);
    for (const name of affordanceSchemas[kind]) {
      const schema = memberOf(object, name);
      if (isRecord(schema)) collect(schema, { name, parent: place });
    }
    eachIn(object, "uriVariables", place, collect);
  }
  return found;
}

const affordanceSchemas = {
  property: [],
  action: ["input", "output"],
  event: ["subscription", "data", "dataResponse", "cancellation"],
} as const;

/** A schema and all within it. Recursive: the depth of a document is limited. */
function collectSchemas(object: AnyObject, place: Place | undefined, found: PlacedObject[]): void {
  found.push({ object, place });
  const collect = (inner: AnyObject, at: Place) => collectSchemas(inner, at, found);
  for (const term of schemaLists) eachIn(object, term, place, collect);
  const items = memberOf(object, "items");
  if (Array.isArray(items)) eachIn(object, "items", place, collect);
  else if (isRecord(items)) collect(items, { name: "items", parent: place });
}

const schemaLists = ["properties", "oneOf", "allOf", "anyOf"] as const;
