import {
  type Finding,
  type InstantiateOptions,
  instantiate,
  isRecord,
  parseThingDescription,
  type ThingDescription,
  type ThingModel,
} from "@thingwright/td";
import { optionalOf } from "../affordance/affordance-kinds.js";
import type { JsonObject } from "../json-object.js";
import { placeholderProblems } from "../placeholders/placeholder-problems.js";
import { usesIn } from "../placeholders/placeholders-of.js";
import { readable, resolvedModel } from "../readable.js";
import { isSubmodel } from "../references.js";
import { completeForms } from "./complete-forms.js";
import type { DeriveOptions } from "./derive-options.js";
import type { MissingPart } from "./missing-part.js";

/** A valid Thing Description, or what is missing and what is wrong. */
export type Derivation =
  | { readonly ok: true; readonly thing: ThingDescription }
  | { readonly ok: false; readonly missing: readonly MissingPart[]; readonly findings: readonly Finding[] };

/**
 * The Thing Description of a Thing made from `model`, which must stand on its own (`resolveThingModel`). It is valid, or there
 * is none: then `missing` lists all that is still needed, and `findings` what does not fit: a value of a placeholder by its
 * pointer in `placeholders`, all else by that in the Thing Description.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID, with pointer and assertion, if `model` is no Thing Model, breaks a rule of one,
 *   or has to be resolved before; WOT_TD_LIMIT over 4 MiB or 64 levels
 * @throws {UsageError} WOT_ARGUMENT if an option is not JSON, or `optional` names what the model has not
 * @see TD 1.1 §9.4
 */
export function deriveThing(model: unknown, options: DeriveOptions = {}): Derivation {
  // Security comes in first, so that what it replaces needs no values.
  const doc: JsonObject = { ...resolvedModel(model), ...options.security };
  const hasTitle = typeof (options.title ?? options.overrides?.title ?? doc.title) === "string";
  const instantiation = instantiationOf(doc, hasTitle ? options : { ...options, title: "-" });
  const given = readable(options.placeholders ?? {}, "the placeholder map");
  const draft = draftOf(doc, instantiation);
  const { missing, unfit } = placeholderProblems(draft, given);
  const drafted = completed(draft, options.forms);
  const needed: readonly MissingPart[] = [
    ...(hasTitle ? [] : [{ kind: "title" as const, pointer: "/title" }]),
    ...missing.map(({ name, pointer, schema }) => ({ kind: "placeholder" as const, pointer, name, schema })),
    ...drafted.missing,
  ];
  if (needed.length + unfit.length > 0) return { ok: false, missing: needed, findings: unfit.map(unfitFinding) };
  const filled = instantiate(doc as unknown as ThingModel, instantiation) as unknown as JsonObject;
  const result = parseThingDescription(completed(filled, options.forms).thing);
  if (!result.ok) return { ok: false, missing: [], findings: result.findings };
  return { ok: true, thing: result.thing };
}

function instantiationOf(doc: JsonObject, options: DeriveOptions): InstantiateOptions {
  const { placeholders, optional, id, title, base, instance, modelHref, overrides } = options;
  const version = instance === undefined ? {} : { version: versionOf(doc, instance) };
  return {
    overrides: { ...overrides, ...version, ...(title === undefined ? {} : { title }) },
    optional: optional === "all" ? ([...optionalOf(doc)] as string[]) : (optional ?? []),
    ...(placeholders === undefined ? {} : { placeholders }),
    ...(id === undefined ? {} : { id }),
    ...(base === undefined ? {} : { base }),
    ...(modelHref === undefined ? {} : { modelHref }),
  };
}

/** An override of a text replaces it, so that a placeholder for all of `version` needs no value. */
const versionOf = ({ version }: JsonObject, instance: string): JsonObject =>
  isRecord(version) ? { ...version, instance } : { instance };

/** The Thing with its placeholders still in it: each is replaced by itself. */
function draftOf(doc: JsonObject, instantiation: InstantiateOptions): JsonObject {
  const names = [...usesIn({ doc, overrides: instantiation.overrides })].map(({ name }) => name);
  const placeholders = Object.fromEntries(names.map((name) => [name, `{{${name}}}`]));
  return instantiate(doc as unknown as ThingModel, { ...instantiation, placeholders }) as unknown as JsonObject;
}

function completed(thing: JsonObject, forms: DeriveOptions["forms"]): ReturnType<typeof completeForms> {
  const result = completeForms(withoutModelTerms(thing), forms);
  const missing = securityTerms
    .filter((term) => !Object.hasOwn(result.thing, term))
    .map((term) => ({ kind: term, pointer: `/${term}` }) as const);
  return { thing: result.thing, missing: [...result.missing, ...missing] };
}

const securityTerms = ["security", "securityDefinitions"] as const;

/** Terms of a model have no place in a Thing Description (TD 1.1 §9.2); what it is composed of are Things of their own. */
function withoutModelTerms({ links, ...thing }: JsonObject): JsonObject {
  const rest = Object.fromEntries(Object.entries(thing).filter(([term]) => !term.startsWith("tm:")));
  if (!Array.isArray(links)) return links === undefined ? rest : { ...rest, links };
  const others = links.filter((link) => !isSubmodel(link));
  return others.length === 0 ? rest : { ...rest, links: others };
}

const unfitFinding = ({ pointer, message }: { readonly pointer: string; readonly message: string }): Finding => ({
  level: "error",
  code: "WOT_TD_INVALID",
  pointer,
  assertion: "tm-placeholder-replacement",
  message,
});
