import { type FormHolder, isRecord } from "@thingwright/td";
import type { Leaf } from "../exposure/leaves.js";
import { addressTrace } from "../exposure/private-addresses.js";
import { hasTrace, isTellingName, shortestTrace } from "../exposure/secrets.js";
import type { Place } from "../place.js";
import { colonsIn } from "../text-survey.js";
import { type AnyObject, isNameMap } from "./any-object.js";
import { isMisplaced } from "./operations.js";
import { type Role, roleOfMember, thingRole } from "./roles.js";
import type { PlacedAffordance, PlacedForm, SurveyedObject } from "./surveyed-object.js";
import { terms, termsOf, valueTerms } from "./terms.js";
import { wordOf } from "./words.js";

/**
 * What a rule looks at besides names and words, each a bit: characters in a text, or between names; Forms with an operation of
 * another holder, or of the Thing without any; several names in `security`.
 */
export const signs = { "{": 1, "{{": 2, "<": 4, ":": 8, operation: 16, securities: 32 } as const;

/** Who has the Forms and schemas that are met next. */
interface Owner {
  readonly object: AnyObject;
  readonly kind: FormHolder;
}

/**
 * What one look at every value of a document finds: so that no rule needs another one, and those need not be asked that have
 * nothing to look at. Recursive: the depth of a document is limited.
 */
export class Look {
  /** Bits of `terms`, of the names of all members. */
  terms = 0;
  /** Bits of `words`, of all texts. */
  words = 0;
  /** Bits of `signs`: what is in some text; `:` is in the name of a member, or in an `@type` or `unit`. */
  signs = 0;
  /** Every object that says something, the document first; what `const`, `default` and `enum` have are values. */
  readonly objects: SurveyedObject[] = [];
  readonly affordances: PlacedAffordance[] = [];
  /** Forms of the Thing and of its affordances. */
  readonly forms: PlacedForm[] = [];
  /** Those that name an operation which is none of their holder's. */
  readonly misplacedForms: PlacedForm[] = [];
  /** Every DataSchema, those within others behind them. An affordance of the kind `property` is one too. */
  readonly schemas: SurveyedObject[] = [];
  /** The security definitions. */
  readonly schemes: SurveyedObject[] = [];
  /** The values that may have a secret, an address or a placeholder in them. */
  readonly leaves: Leaf[] = [];
  /** Those of them that may be secrets. */
  readonly suspects: Leaf[] = [];
  /** The colons that the JSON text has where no member is twice. */
  colons = 0;

  constructor(value: unknown) {
    if (typeof value === "string") this.#text(value, value, "", undefined);
    else if (isRecord(value)) this.#object(value, undefined, false, thingRole, { object: value, kind: "thing" });
    else if (Array.isArray(value)) this.#array(value, undefined, false, undefined, noOwner);
  }

  #array(
    array: readonly unknown[],
    place: Place | undefined,
    isValue: boolean,
    role: Role | undefined,
    owner: Owner,
  ): void {
    const ofItem = role?.item;
    for (let name = 0; name < array.length; name++) {
      const item = array[name];
      if (typeof item !== "object" || item === null) this.#leaf(item, array, name, place);
      else if (Array.isArray(item)) this.#array(item, { name, parent: place }, isValue, undefined, owner);
      else this.#object(item as AnyObject, { name, parent: place }, isValue, ofItem, owner);
    }
  }

  #object(object: AnyObject, place: Place | undefined, isValue: boolean, role: Role | undefined, outer: Owner): void {
    const names = Object.keys(object);
    let found = 0;
    for (const name of names) found |= termsOf(name);
    const owner = role?.holds === undefined || place === undefined ? outer : { object, kind: role.holds };
    if (!isValue) this.#note({ object, place, terms: found }, role, owner);
    this.terms |= found;
    this.colons += names.length;
    const isMap = isNameMap(place);
    for (const name of names) {
      const member = object[name];
      if (typeof member !== "object" || member === null) this.#leaf(member, object, name, place);
      else {
        const inside = isValue || (!isMap && (found & valueTerms) !== 0 && (termsOf(name) & valueTerms) !== 0);
        const at = { name, parent: place };
        const ofMember = role && roleOfMember(role, name);
        if (Array.isArray(member)) this.#array(member, at, inside, ofMember, owner);
        else this.#object(member as AnyObject, at, inside, ofMember, owner);
      }
    }
    if ((found & terms.prefixed) !== 0) this.#prefixed(names);
  }

  #prefixed(names: readonly string[]): void {
    this.signs |= signs[":"];
    for (const name of names) if (name.includes(":")) this.colons += colonsIn(name);
  }

  #note(found: SurveyedObject, role: Role | undefined, owner: Owner): void {
    this.objects.push(found);
    if (role === undefined) return;
    const { object, place, terms: has } = found;
    if ((has & terms.security) !== 0 && isLong(object.security)) this.signs |= signs.securities;
    if (role.isForm) this.#form({ object, place, terms: has, kind: owner.kind, holder: owner.object });
    else if (role.isScheme) this.schemes.push(found);
    else {
      if (role.isSchema) this.schemas.push(found);
      if (role.holds !== undefined && role.holds !== "thing") {
        this.affordances.push({ object, place, terms: has, kind: role.holds });
      }
    }
  }

  #form(form: PlacedForm): void {
    this.forms.push(form);
    const isOdd = isMisplaced(form);
    if (isOdd) this.misplacedForms.push(form);
    if (isOdd || (form.kind === "thing" && form.object.op === undefined)) this.signs |= signs.operation;
  }

  #leaf(value: unknown, holder: object, name: string | number, parent: Place | undefined): void {
    if (typeof value === "string") this.#text(value, holder, name, parent);
    else if (typeof value === "number" && isTellingName(holder, name, parent)) {
      this.#suspect({ value, holder, place: { name, parent } });
    }
  }

  #suspect(leaf: Leaf): void {
    this.leaves.push(leaf);
    this.suspects.push(leaf);
  }

  #text(value: string, holder: object | string, name: string | number, parent: Place | undefined): void {
    this.words |= wordOf(value);
    const isOdd = odd.test(value);
    if (isOdd) this.#odd(value, name, parent);
    if (typeof holder === "string") return;
    const hasLength = isOdd || value.length >= shortestTrace;
    if (isTellingName(holder, name, parent) || (hasLength && hasTrace(value))) {
      this.#suspect({ value, holder, place: { name, parent } });
    } else if (isOdd && (value.includes("{{") || addressTrace.test(value))) {
      this.leaves.push({ value, holder, place: { name, parent } });
    }
  }

  #odd(value: string, name: string | number, parent: Place | undefined): void {
    if (value.includes(":")) {
      this.colons += colonsIn(value);
      if (isCompacting(name) || (parent !== undefined && isCompacting(parent.name))) this.signs |= signs[":"];
    }
    if (value.includes("<")) this.signs |= signs["<"];
    if (!value.includes("{") && !value.includes("}")) return;
    this.signs |= signs["{"];
    if (value.includes("{{")) this.signs |= signs["{{"];
  }
}

const isLong = (names: unknown): boolean => Array.isArray(names) && names.length > 1;

const noOwner: Owner = { object: {}, kind: "thing" };

/** Whatever matters in a text has one of these, but for tokens. */
const odd = /[{}<:.@=]/;

const isCompacting = (name: string | number): boolean =>
  typeof name === "string" && (termsOf(name) & terms.compacting) !== 0;
