import { isRecord } from "@thingwright/td";
import type { Leaf } from "../exposure/leaves.js";
import { addressTrace } from "../exposure/private-addresses.js";
import { hasTrace, isTellingName, shortestTrace } from "../exposure/secrets.js";
import type { Place } from "../place.js";
import { colonsIn } from "../text-survey.js";
import { type AnyObject, isNameMap, type PlacedObject, valueTerms } from "./any-object.js";

/** Characters in a text, or between names, at which a rule looks. */
export type Sign = "{" | "{{" | "<" | ":";

/** Longest text that counts as a word of the vocabulary. */
const longestWord = 16;

/**
 * What one look at every value of a document finds: so that no rule needs another one, and those need not be asked that have
 * nothing to look at. Recursive: the depth of a document is limited.
 */
export class Look {
  /** Names of all members. */
  readonly names = new Set<string>();
  /** All texts that are short. */
  readonly words = new Set<string>();
  /** What is in some text; `:` is in the name of a member, or in an `@type` or `unit`. */
  readonly signs = new Set<Sign>();
  /** Every object that says something, the document first; what `const`, `default` and `enum` have are values. */
  readonly objects: PlacedObject[] = [];
  /** The values that may have a secret, an address or a placeholder in them. */
  readonly leaves: Leaf[] = [];
  /** Those of them that may be secrets. */
  readonly suspects: Leaf[] = [];
  /** The colons that the JSON text has where no member is twice. */
  colons = 0;

  constructor(value: unknown) {
    if (typeof value === "object" && value !== null) this.#container(value, undefined, false);
    else if (typeof value === "string") this.#text(value, value, "", undefined);
  }

  #container(container: object, place: Place | undefined, isValue: boolean): void {
    if (Array.isArray(container)) {
      for (let name = 0; name < container.length; name++) {
        const item: unknown = container[name];
        if (typeof item === "object" && item !== null) this.#container(item, { name, parent: place }, isValue);
        else this.#leaf(item, container, name, place);
      }
    } else if (isRecord(container)) this.#object(container, place, isValue);
  }

  #object(object: AnyObject, place: Place | undefined, isValue: boolean): void {
    if (!isValue) this.objects.push({ object, place });
    const isMap = isNameMap(place);
    const names = Object.keys(object);
    this.colons += names.length;
    for (const name of names) {
      this.names.add(name);
      if (name.includes(":")) {
        this.colons += colonsIn(name);
        this.signs.add(":");
      }
      const member = object[name];
      if (typeof member === "object" && member !== null) {
        this.#container(member, { name, parent: place }, isValue || (!isMap && valueTerms.has(name)));
      } else this.#leaf(member, object, name, place);
    }
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
    if (value.length <= longestWord) this.words.add(value);
    const isOdd = odd.test(value);
    if (isOdd) this.#note(value, name, parent);
    if (typeof holder === "string") return;
    const hasLength = isOdd || value.length >= shortestTrace;
    if (isTellingName(holder, name, parent) || (hasLength && hasTrace(value))) {
      this.#suspect({ value, holder, place: { name, parent } });
    } else if (isOdd && (value.includes("{{") || addressTrace.test(value))) {
      this.leaves.push({ value, holder, place: { name, parent } });
    }
  }

  #note(value: string, name: string | number, parent: Place | undefined): void {
    if (value.includes(":")) {
      this.colons += colonsIn(value);
      if (compacting.has(name) || (parent !== undefined && compacting.has(parent.name))) this.signs.add(":");
    }
    if (value.includes("<")) this.signs.add("<");
    if (!value.includes("{") && !value.includes("}")) return;
    this.signs.add("{");
    if (value.includes("{{")) this.signs.add("{{");
  }
}

/** Whatever matters in a text has one of these, but for tokens. */
const odd = /[{}<:.@=]/;

/** Terms whose texts may have prefixes. */
const compacting: ReadonlySet<string | number> = new Set(["@type", "unit"]);
