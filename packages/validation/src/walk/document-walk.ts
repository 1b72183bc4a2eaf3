import { escapePointer, isRecord } from "@thingwright/td";
import { isAt } from "../place.js";
import type { AnyObject } from "../rules/any-object.js";
import { isLanguageTag, withHyphens } from "../rules/language-tag.js";
import { longestSpelling, spellingOf } from "../vocabulary/vocabulary-class.js";
import type { Term, ValueType, VocabularyClass } from "../vocabulary/vocabulary-types.js";
import { contextFaults } from "./context.js";
import { dateTimeKind } from "./date-time.js";
import type { Fault, Mend } from "./fault.js";
import { booleanOf, mayBe, numberOf, utc, wordMeant, wordsIn, wrapped } from "./meant.js";
import { kindOf, wanted } from "./phrase.js";
import { isPlaceholder } from "./placeholder.js";
import type { Reading } from "./reading.js";
import { isAbsoluteUriText, isTemplateText, isUriText } from "./uri-characters.js";

/** Most faults that are kept: a document can have as many as values. */
const mostFaults = 100;

/**
 * Looks once at every value that the vocabulary tables speak of, and at no other. Recursive: the depth of the
 * document is limited.
 */
export class DocumentWalk {
  readonly faults: Fault[] = [];
  /**
   * Whether something was met of which the W3C's schema may say more than this walk. Where nothing was, the schema
   * rejects nothing but what there is a fault of.
   */
  isUnsure = false;
  readonly #reading: Reading;
  readonly #path: (string | number)[] = [];
  #besides: readonly string[] = [];

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Looks at `object` as an instance of `type`. */
  visit(type: VocabularyClass, object: AnyObject): void {
    const besides = this.#besides;
    if (type.besides.length > 0) this.#besides = type.besides;
    for (const name of Object.keys(object)) {
      const term = type.terms.get(name);
      if (term === undefined) this.#misspelt(type, object, name);
      else if (term.inTd10 || this.#reading.version !== "1.0") this.#member(term, object[name]);
      else this.isUnsure = true;
    }
    if (!this.#reading.isModel) {
      for (const term of type.required) {
        if (!Object.hasOwn(object, term.name) && this.#isDemanded(term)) {
          this.#missing(term.missing!, term.name);
        }
      }
    }
    this.#besides = besides;
  }

  /** TD 1.0 gave an ExpectedResponse the content type of its Form. */
  #isDemanded({ assertion }: Term): boolean {
    return this.#reading.version !== "1.0" || assertion !== "td-vocab-contentType--ExpectedResponse";
  }

  #member(term: Term, value: unknown): void {
    if (term.isNarrower?.(value, this.#path[0]) === true) this.isUnsure = true;
    this.#path.push(term.name);
    if (!this.#isPlaceholder(term.type, value)) this.#value(term, value);
    this.#path.pop();
  }

  #isPlaceholder({ kind }: ValueType, value: unknown): boolean {
    return this.#reading.isModel && kind !== "string" && typeof value === "string" && isPlaceholder(value);
  }

  #value(term: Term, value: unknown): void {
    const { type } = term;
    switch (type.kind) {
      case "any":
        return;
      case "string":
        if (typeof value !== "string") this.#mistyped(term, value);
        return;
      case "uri":
      case "absoluteUri":
      case "template":
        this.#uri(term, value);
        return;
      case "boolean":
        if (typeof value !== "boolean") this.#mistyped(term, value, booleanOf(value));
        return;
      case "double":
      case "integer":
        this.#number(term, type, value);
        return;
      case "word":
        this.#word(term, type, value);
        return;
      case "strings":
        this.#strings(term, type, value);
        return;
      case "dateTime":
        this.#dateTime(term, value);
        return;
      case "texts":
        this.#texts(term, value);
        return;
      case "values":
        this.#values(term, value);
        return;
      case "instance":
        if (isRecord(value)) this.visit(type.of(value), value);
        else this.#mistyped(term, value);
        return;
      case "list":
        this.#list(term, type, value);
        return;
      case "map":
        this.#map(term, type, value);
        return;
      case "context":
        for (const { token, assertions, phrase } of contextFaults(value, this.#reading)) {
          this.#at(token, () => this.#fault(assertions, phrase));
        }
    }
  }

  #uri(term: Term, value: unknown): void {
    if (typeof value !== "string") this.#mistyped(term, value);
    else if (this.#reading.isModel && (term.type.kind === "absoluteUri" || value.includes("{{"))) return;
    else if (term.type.kind === "absoluteUri") {
      if (!isAbsoluteUriText(value)) this.#fault([term.assertion], 'is no URI, as "urn:uuid:…" or "https://…" is');
    } else if (!(term.type.kind === "template" ? isTemplateText : isUriText)(value)) {
      this.#fault([term.assertion], "is no URI: it has a space or another character that has to be percent-encoded");
    }
  }

  #number(term: Term, type: Extract<ValueType, { readonly kind: "double" | "integer" }>, value: unknown): void {
    const { least = Number.NEGATIVE_INFINITY, above = Number.NEGATIVE_INFINITY } = type;
    if (typeof value !== "number") this.#mistyped(term, value, numberOf(value, type.kind));
    else if (type.kind === "integer" && !Number.isInteger(value)) this.#mistyped(term, value);
    else if (value < least || value <= above) this.#fault([term.assertion], `must be ${wanted(type)}`);
    else if (type.kind === "integer" && this.#isLong()) {
      const phrase = "must be written without a fraction or an exponent";
      this.#fault([term.assertion, "td-integer-type"], phrase, { kind: "replace", value });
    }
  }

  /** Whether the integer here has a fraction or an exponent in the text. */
  #isLong(): boolean {
    return this.#reading.longIntegers().some((place) => isAt(place, this.#path));
  }

  #word(term: Term, type: Extract<ValueType, { readonly kind: "word" }>, value: unknown): void {
    if (typeof value === "string") {
      if (type.words.includes(value)) return;
      const meant = wordMeant(type.words, value);
      const child = type.child !== undefined && meant !== undefined ? [type.child + meant] : [];
      const mend: Mend | undefined = meant === undefined ? undefined : { kind: "replace", value: meant };
      this.#fault([...child, term.assertion], `must be ${wanted(type)}`, mend);
      return;
    }
    const inside = type.child === undefined ? [] : wordsIn(type.words, value).map((word) => type.child! + word);
    this.#fault([...term.mistyped, ...inside], `must be ${wanted(type)}, not ${kindOf(value)}`);
  }

  #strings(term: Term, type: Extract<ValueType, { readonly kind: "strings" }>, value: unknown): void {
    if (Array.isArray(value)) {
      if (value.length < type.least) {
        this.#fault([term.assertion], `needs ${type.least === 1 ? "an entry" : `${type.least} entries`} or more`);
      }
      for (let index = 0; index < value.length; index++) this.#string(term, type, index, value[index]);
    } else if (typeof value === "string" && type.lone) this.#string(term, type, undefined, value);
    else {
      const mend = typeof value === "string" && type.least < 2 ? wrapped : undefined;
      const inside = type.words === undefined ? [] : wordsIn(type.words, value).map((word) => `${type.child}${word}`);
      this.#fault([...term.mistyped, ...inside], `must be ${wanted(type)}${differs(type, value)}`, mend);
    }
  }

  #string(
    term: Term,
    type: Extract<ValueType, { readonly kind: "strings" }>,
    index: number | undefined,
    value: unknown,
  ): void {
    if (typeof value === "string") {
      const meant = type.words === undefined ? undefined : wordMeant(type.words, value);
      if (meant !== undefined && meant !== value) {
        const assertions = [`${type.child}${meant}`, term.assertion];
        this.#at(index, () => this.#fault(assertions, `must be written "${meant}"`, { kind: "replace", value: meant }));
      } else if (type.item === "uri" && !isUriText(value) && !this.#reading.isModel) {
        this.#at(index, () => this.#fault([term.assertion], "is no URI: it has characters that a URI has not"));
      }
      return;
    }
    const inside = type.words === undefined ? [] : wordsIn(type.words, value).map((word) => `${type.child}${word}`);
    this.#at(index, () => this.#fault([...term.mistypedItem, ...inside], `must be a string, not ${kindOf(value)}`));
  }

  #dateTime(term: Term, value: unknown): void {
    const kind = typeof value === "string" ? dateTimeKind(value) : undefined;
    if (kind === "utc") return;
    if (kind === "offset") {
      const phrase = 'should be in UTC and end in "Z"';
      this.#fault(["td-datetime-recommended-type"], phrase, utc(value as string), "warning");
      return;
    }
    // The W3C's schema for Thing Models takes any string.
    if (this.#reading.isModel && typeof value === "string") return;
    this.#fault(term.mistyped, `must be ${wanted(term.type)}`);
  }

  #texts(term: Term, value: unknown): void {
    if (!isRecord(value)) {
      this.#mistyped(term, value);
      return;
    }
    for (const [language, text] of Object.entries(value)) {
      if (typeof text !== "string") {
        const assertions = ["td-multilanguage-value", ...term.mistyped.filter(isAboutTexts), "td-string-type"];
        this.#at(language, () => this.#fault(assertions, `must be a string, not ${kindOf(text)}`));
      }
      if (!isLanguageTag(language)) {
        const assertions = ["td-multilanguage-language-tag", ...term.mistyped.filter(isAboutTexts)];
        const phrase = 'is named by no language tag; tags look like "en", "de-AT" or "zh-Hans"';
        const name = withHyphens(language);
        const mend: Mend | undefined =
          name === undefined || Object.hasOwn(value, name) ? undefined : { kind: "rename", name };
        this.#at(language, () => this.#fault(assertions, phrase, mend));
      }
    }
  }

  /** An `enum`: scalars that are there twice are found here, whole objects by the W3C's schema. */
  #values(term: Term, value: unknown): void {
    if (!Array.isArray(value)) this.#mistyped(term, value);
    else if (value.length === 0) this.#fault([term.assertion], "needs a value or more");
    else if (hasRepeatedScalar(value)) this.#fault([term.assertion], "must not have the same value twice");
  }

  #list(term: Term, type: Extract<ValueType, { readonly kind: "list" }>, value: unknown): void {
    if (!Array.isArray(value)) {
      if (type.lone && isRecord(value)) this.visit(type.of(value), value);
      else this.#mistyped(term, value, isRecord(value) ? wrapped : undefined);
      return;
    }
    if (value.length < type.least) {
      const assertions = term.mistyped.filter((each) => each !== "td-array-type");
      this.#fault(assertions, `needs at least ${type.least === 1 ? "one entry" : `${type.least} entries`}`);
    }
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      this.#path.push(index);
      if (isRecord(item)) this.visit(type.of(item), item);
      else this.#fault(term.mistypedItem, `must be an object, not ${kindOf(item)}`);
      this.#path.pop();
    }
  }

  #map(term: Term, type: Extract<ValueType, { readonly kind: "map" }>, value: unknown): void {
    if (!isRecord(value)) {
      this.#mistyped(term, value);
      return;
    }
    const names = Object.keys(value);
    if (names.length < type.least) this.#fault([term.assertion], "needs a member or more");
    for (const name of names) {
      const member = value[name];
      this.#path.push(name);
      if (isRecord(member)) this.visit(type.of(member), member);
      else this.#fault(term.mistypedItem, `must be an object, not ${kindOf(member)}`);
      this.#path.pop();
    }
  }

  #misspelt(type: VocabularyClass, object: AnyObject, name: string): void {
    if (name.length > longestSpelling) return;
    const term = type.spellings.get(spellingOf(name));
    if (term === undefined || Object.hasOwn(object, term.name) || !mayBe(term, object[name])) return;
    const assertions = type.misspelt(term.name);
    if (assertions.length === 0) return;
    const phrase = `must be called "${term.name}": with another name it is not read as this term`;
    // What TD 1.0 says of other names is not for TD 1.1 to say.
    const level = this.#reading.version === "1.0" ? "warning" : "error";
    this.#at(name, () => this.#fault(assertions, phrase, { kind: "rename", name: term.name }, level));
  }

  #missing(assertions: readonly string[], name: string): void {
    const pointer = this.#pointer();
    const phrase = `needs a member "${name}"`;
    this.#push({
      level: "error",
      assertions: this.#all(assertions),
      pointer,
      subject: `${pointer}/${escapePointer(name)}`,
      phrase,
    });
  }

  #mistyped(term: Term, value: unknown, mend?: Mend): void {
    this.#fault(term.mistyped, `must be ${wanted(term.type)}${differs(term.type, value)}`, mend);
  }

  #fault(assertions: readonly string[], phrase: string, mend?: Mend, level: Fault["level"] = "error"): void {
    const pointer = this.#pointer();
    const all = level === "error" ? this.#all(assertions) : assertions;
    this.#push({ level, assertions: all, pointer, subject: pointer, phrase, ...(mend && { mend }) });
  }

  #all(assertions: readonly string[]): readonly string[] {
    const more = this.#reading.isModel ? [...this.#besides, "tm-td-generation-inconsistencies"] : this.#besides;
    return more.length === 0 ? assertions : [...assertions, ...more];
  }

  #push(fault: Fault): void {
    if (this.faults.length < mostFaults) this.faults.push(fault);
    else this.isUnsure = true;
  }

  #at(token: string | number | undefined, act: () => void): void {
    if (token !== undefined) this.#path.push(token);
    act();
    if (token !== undefined) this.#path.pop();
  }

  #pointer(): string {
    return this.#path.map((token) => `/${escapePointer(String(token))}`).join("");
  }
}

const isAboutTexts = (assertion: string): boolean => assertion.startsWith("td-multi-languages");

/** `, not a number`, where that says more than the wish does. */
const differs = (type: ValueType, value: unknown): string =>
  (type.kind === "double" || type.kind === "integer") && typeof value === "number" ? "" : `, not ${kindOf(value)}`;

function hasRepeatedScalar(values: readonly unknown[]): boolean {
  const seen = new Set<unknown>();
  for (const value of values) {
    if (typeof value === "object" && value !== null) continue;
    if (seen.has(value)) return true;
    seen.add(value);
  }
  return false;
}
