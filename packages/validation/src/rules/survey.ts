import { isRecord } from "@thingwright/td";
import type { Leaf } from "../exposure/leaves.js";
import { type PlacedSecret, placedSecretsIn } from "../exposure/secrets.js";
import type { Place } from "../place.js";
import { type AnyObject, isNameMap, memberOf, type PlacedObject } from "./any-object.js";
import { Look } from "./look.js";
import type { PlacedAffordance, PlacedForm, SurveyedObject } from "./surveyed-object.js";
import { terms } from "./terms.js";

export type { PlacedAffordance, PlacedForm, SurveyedObject } from "./surveyed-object.js";

/** What the rules look at in a document, found once for all of them. */
export interface Survey {
  /** Every object that says something; the document first. */
  readonly objects: readonly SurveyedObject[];
  /** Those of them that may have titles and descriptions: all but maps, whose members are named by the author. */
  readonly described: readonly SurveyedObject[];
  readonly affordances: readonly PlacedAffordance[];
  /** Forms of the Thing, then of its affordances. */
  readonly forms: readonly PlacedForm[];
  /** Those that name an operation which is none of their holder's. */
  readonly misplacedForms: readonly PlacedForm[];
  /** Every DataSchema, those within others behind them. An affordance of the kind `property` is one too. */
  readonly schemas: readonly SurveyedObject[];
  /** The security definitions. */
  readonly schemes: readonly SurveyedObject[];
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
  if (last?.doc !== doc) last = { doc, survey: new DocumentSurvey(look ?? new Look(doc)) };
  return last.survey;
}

/** Lets go of the document that was surveyed last. */
export function forgetSurvey(): void {
  last = undefined;
}

/** What nobody asks for is not looked for. */
class DocumentSurvey implements Survey {
  readonly #look: Look;
  #described: readonly SurveyedObject[] | undefined;
  #texts: readonly TextMap[] | undefined;
  #secrets: readonly PlacedSecret[] | undefined;

  constructor(look: Look) {
    this.#look = look;
  }

  get objects(): readonly SurveyedObject[] {
    return this.#look.objects;
  }

  get described(): readonly SurveyedObject[] {
    this.#described ??= this.objects.filter(({ place }) => isDescribed(place));
    return this.#described;
  }

  get affordances(): readonly PlacedAffordance[] {
    return this.#look.affordances;
  }

  get forms(): readonly PlacedForm[] {
    return this.#look.forms;
  }

  get misplacedForms(): readonly PlacedForm[] {
    return this.#look.misplacedForms;
  }

  get schemas(): readonly SurveyedObject[] {
    return this.#look.schemas;
  }

  get schemes(): readonly SurveyedObject[] {
    return this.#look.schemes;
  }

  get texts(): readonly TextMap[] {
    this.#texts ??= (this.#look.terms & terms.texts) === 0 ? [] : textsIn(this.described);
    return this.#texts;
  }

  get leaves(): readonly Leaf[] {
    return this.#look.leaves;
  }

  get secrets(): readonly PlacedSecret[] {
    this.#secrets ??= [...placedSecretsIn(this.#look.suspects)];
    return this.#secrets;
  }
}

function textsIn(described: readonly SurveyedObject[]): readonly TextMap[] {
  const found: TextMap[] = [];
  for (const { object, place, terms: has } of described) {
    if ((has & terms.texts) === 0) continue;
    for (const term of ["titles", "descriptions"] as const) {
      const map = memberOf(object, term);
      if (isRecord(map)) found.push({ object: map, place: { name: term, parent: place }, term });
    }
  }
  return found;
}

/** Whether the object there may have titles and descriptions: its members are named by the vocabulary. */
export const isDescribed = (place: Place | undefined): boolean => !isNameMap(place) && !isContext(place);

function isContext(place: Place | undefined): boolean {
  return place !== undefined && (place.name === "@context" || place.parent?.name === "@context");
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
