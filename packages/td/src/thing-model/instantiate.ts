import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import { defaultJsonLimits } from "../json/json-limits.js";
import { checkJsonValue } from "../json/json-value.js";
import type { JsonValue } from "../types/data-schema.js";
import { type PartialThingDescription, type ThingModel, tmMediaType } from "../types/thing.js";
import { isThingModel, thingModelType } from "./is-thing-model.js";
import { type JsonObject, mergePatch } from "./merge-patch.js";
import { withoutUnwanted } from "./optional-affordances.js";
import { replacePlaceholders } from "./placeholders.js";
import { refuseImports } from "./refuse-imports.js";

/** What a Thing Model does not say and its instance needs. */
export interface InstantiateOptions {
  /** Values for `{{NAME}}`; a string that is a placeholder and nothing else becomes the value itself, with its type. */
  readonly placeholders?: Readonly<Record<string, JsonValue>>;
  /** Terms to set, replace or (with `null`) remove in the result, merged as RFC 7396 says. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** JSON Pointers of the affordances in `tm:optional` that this Thing has; the others are left out. */
  readonly optional?: readonly string[];
  readonly id?: string;
  readonly base?: string;
  /** Where the model can be found: becomes the one link of the relation `type`. */
  readonly modelHref?: string;
}

/**
 * A Thing's description made from a Thing Model. The model stays as it is.
 *
 * Optional affordances that are not asked for go first, then `overrides`, `id` and `base` come in, then placeholders are
 * replaced, so that what is left out or overridden needs no value. A `version` without `instance` is left out, since
 * no Thing Description may have one.
 *
 * The result is complete only if model and overrides bring forms and security: give it to `parseThingDescription`, or to
 * a Servient that adds both. `tm:extends` and `tm:ref` are refused: a model that uses them has to be resolved before.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID, with pointer and assertion, if `model` is no Thing Model or breaks a rule
 *   of one, if a placeholder has no value, or if there is no title; WOT_TD_LIMIT over 4 MiB or 64 levels
 * @throws {UsageError} WOT_ARGUMENT if an option is not JSON, or `optional` names what the model has not
 * @see TD 1.1 §9.4
 */
export function instantiate(model: ThingModel, options: InstantiateOptions = {}): PartialThingDescription {
  refuseUnusable(model);
  refuseUnusableOptions(options);
  const chosen = withoutUnwanted(model, options.optional ?? []);
  const merged = mergePatch(chosen, patchOf(options));
  const filled = replacePlaceholders(merged, options.placeholders ?? {}) as JsonObject;
  const thing = withModelLink(withoutModelTerms(filled), options.modelHref);
  return titled(thing);
}

function refuseUnusable(model: unknown): void {
  const json = checkJsonValue(model, defaultJsonLimits);
  if (!json.ok) {
    const { code, message, pointer } = json.finding;
    throw new ThingDescriptionError(code === "WOT_TD_LIMIT" ? code : "WOT_TD_INVALID", message, { pointer });
  }
  if (!isThingModel(model)) throw broken("/@type", `must be or contain "${thingModelType}"`, "tm-identification");
  refuseImports(model as JsonObject);
}

function refuseUnusableOptions({ overrides, placeholders }: InstantiateOptions): void {
  for (const [name, option] of Object.entries({ overrides, placeholders })) {
    const json = option === undefined ? undefined : checkJsonValue(option, defaultJsonLimits);
    if (json?.ok === false) throw new UsageError("WOT_ARGUMENT", `in ${name}, ${json.finding.message}`);
  }
}

function patchOf({ overrides, id, base }: InstantiateOptions): JsonObject {
  return { ...overrides, ...(id === undefined ? {} : { id }), ...(base === undefined ? {} : { base }) };
}

/** The terms of a Thing Model that a Thing Description does not have. */
function withoutModelTerms({ "tm:optional": _optional, "@type": type, version, ...rest }: JsonObject): JsonObject {
  const types = (Array.isArray(type) ? type : [type]).filter((name) => name !== thingModelType && name !== undefined);
  const hasInstance = typeof version === "object" && version !== null && Object.hasOwn(version, "instance");
  return { ...rest, ...(types.length === 0 ? {} : { "@type": types }), ...(hasInstance ? { version } : {}) };
}

/** `tm-rel-type-maximum`: at most one link of the relation `type`. */
function withModelLink(thing: JsonObject, modelHref: string | undefined): JsonObject {
  if (modelHref === undefined) return thing;
  const links = Array.isArray(thing.links) ? thing.links : [];
  const others = links.filter((link) => (link as { rel?: unknown } | null)?.rel !== "type");
  return { ...thing, links: [{ rel: "type", href: modelHref, type: tmMediaType }, ...others] };
}

function titled(thing: JsonObject): PartialThingDescription {
  if (typeof thing.title !== "string") throw broken("/title", "must be a string", "td-vocab-title--Thing");
  return thing as unknown as PartialThingDescription;
}

const broken = (pointer: string, what: string, assertion: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${pointer} ${what}`, { pointer, assertion });
