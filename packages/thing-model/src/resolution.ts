import { escapePointer, isRecord, resolvePointer } from "@thingwright/td";
import { broken, overLimit } from "./broken.js";
import { composeModel } from "./compose-model.js";
import { inheritable } from "./inherited-links.js";
import type { JsonObject } from "./json-object.js";
import { overlay, overlayModels } from "./overlay.js";
import { extensionsOf, type Reference, referenceOf } from "./references.js";
import type { ResolveLimits } from "./resolve-limits.js";

/** A value of a document, and where it stands. */
interface Place {
  readonly url: string;
  readonly pointer: string;
}

/** A place that is resolved. */
interface Known {
  readonly value: unknown;
  /** JSON values that it took. */
  readonly values: number;
  /** Further places that were open at once below it. */
  readonly height: number;
}

/** A definition that was written over another one. */
export interface Override extends Place {
  readonly by: "tm:extends" | "tm:ref";
  readonly origin: unknown;
  readonly definition: unknown;
}

/**
 * One resolution over models that have all been read. What a model says is a JSON Merge Patch (RFC 7396) on what it extends;
 * what stands beside a `tm:ref` is one on what that points at.
 */
export class Resolution {
  readonly #models: ReadonlyMap<string, JsonObject>;
  readonly #limits: ResolveLimits;
  /** Places that are being resolved; to come to one again is a cycle. */
  readonly #open = new Set<string>();
  /** Places that are resolved, so that a base that is reached on many ways is resolved once. */
  readonly #known = new Map<string, Known>();
  /** URLs of the models that something was taken from. */
  readonly used = new Set<string>();
  /** What was written over what, in the models themselves. */
  readonly overrides: Override[] = [];
  #values = 0;
  /** Most places that were open at once since it was last set. */
  #deepest = 0;

  constructor(models: ReadonlyMap<string, JsonObject>, limits: ResolveLimits) {
    this.#models = models;
    this.#limits = limits;
  }

  /** The value at `pointer` of the model at `url`, resolved, or `undefined` where there is none. */
  at({ url, pointer }: Place, from: Place): unknown {
    const key = `${url}#${pointer}`;
    if (this.#open.has(key))
      throw broken(from.url, from.pointer, `leads back to ${key}`, "tm-ref-recursive-extensions");
    const known = this.#known.get(key);
    if (this.#open.size + (known?.height ?? 0) > this.#limits.maxChain) {
      throw overLimit(from.url, "maxChain", this.#limits.maxChain);
    }
    if (known === undefined) return this.#resolvedFirst(key, { url, pointer });
    this.#deepest = Math.max(this.#deepest, this.#open.size + known.height);
    // It is in the result once more, and so counts once more.
    this.#spend({ url, pointer }, known.values);
    return known.value;
  }

  #resolvedFirst(key: string, place: Place): unknown {
    const [values, above] = [this.#values, this.#deepest];
    this.#spend(place);
    this.#deepest = this.#open.size;
    this.#open.add(key);
    this.used.add(place.url);
    const value = this.#resolved(place);
    this.#open.delete(key);
    const height = this.#deepest - this.#open.size;
    this.#known.set(key, { value, values: this.#values - values, height });
    this.#deepest = Math.max(above, this.#deepest);
    return value;
  }

  #resolved(place: Place): unknown {
    const model = this.#models.get(place.url)!;
    const outer = outermostReference(model, place.pointer);
    if (outer !== undefined) {
      return resolvePointer(this.at({ ...place, pointer: outer }, place), place.pointer.slice(outer.length));
    }
    const extensions = extensionsOf(model, place.url);
    const inherited = this.#inherited(extensions, place);
    const own = resolvePointer(model, place.pointer);
    if (own === undefined) return inherited;
    const value = this.#patch(inherited, own, place, extensions.length > 0);
    if (place.pointer !== "" || extensions.length === 0) return value;
    const definition = composeModel(value as JsonObject, inherited as JsonObject, model);
    this.overrides.push({ ...place, by: "tm:extends", origin: inherited, definition });
    return definition;
  }

  /** What all extended models say at a place; a later one goes over an earlier one. */
  #inherited(extensions: readonly Reference[], { url, pointer }: Place): unknown {
    return extensions.reduce<unknown>((before, extension) => {
      const value = this.at({ url: extension.url, pointer }, { url, pointer: extension.pointer });
      if (value === undefined) return before;
      if (pointer !== "") return overlay(before, value);
      const model = inheritable(value as JsonObject, extension.url);
      return before === undefined ? model : overlayModels(before as JsonObject, model);
    }, undefined);
  }

  /** `own` with its references resolved, merged into `target`. Only where something is patched does `null` remove. */
  #patch(target: unknown, own: unknown, place: Place, patching: boolean): unknown {
    this.#spend(place);
    if (Array.isArray(own)) {
      return own.map((item, index) => this.#patch(undefined, item, child(place, String(index)), false));
    }
    if (!isRecord(own)) return own;
    const refers = Object.hasOwn(own, "tm:ref");
    const origin = refers ? this.#referred(own["tm:ref"], child(place, "tm:ref")) : undefined;
    const base = refers ? overlay(target, origin) : target;
    if (refers && !isRecord(base)) return base;
    const result: Record<string, unknown> = isRecord(base) ? { ...base } : {};
    for (const [name, member] of Object.entries(own)) {
      if (name === "tm:ref") continue;
      if (member === null && (patching || refers)) delete result[name];
      else {
        const before = Object.hasOwn(result, name) ? result[name] : undefined;
        result[name] = this.#patch(before, member, child(place, name), patching || refers);
      }
    }
    if (refers) this.overrides.push({ ...place, by: "tm:ref", origin, definition: result });
    return result;
  }

  #referred(ref: unknown, place: Place): unknown {
    const reference = referenceOf(ref, place.url, place.pointer);
    const value = this.at({ url: reference.url, pointer: reference.target }, place);
    if (value === undefined) throw broken(place.url, place.pointer, `points at nothing: ${ref}`, "tm-tmRef2");
    return value;
  }

  #spend({ url }: Place, values = 1): void {
    this.#values += values;
    if (this.#values > this.#limits.maxValues) throw overLimit(url, "maxValues", this.#limits.maxValues);
  }
}

const child = ({ url, pointer }: Place, name: string): Place => ({ url, pointer: `${pointer}/${escapePointer(name)}` });

/** The shortest pointer above `pointer` at which there is a `tm:ref`: what lies below it is not in the document itself. */
function outermostReference(model: JsonObject, pointer: string): string | undefined {
  const tokens = pointer.split("/");
  for (let length = 1; length < tokens.length; length++) {
    const above = tokens.slice(0, length).join("/");
    const value = resolvePointer(model, above);
    if (isRecord(value) && Object.hasOwn(value, "tm:ref")) return above;
  }
  return undefined;
}
