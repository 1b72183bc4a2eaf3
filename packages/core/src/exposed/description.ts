import type { OfferedForms, ThingForms } from "@thingwright/contracts";
import {
  type Form,
  formsOf,
  type JsonLdContext,
  type PartialThingDescription,
  type SecurityScheme,
  type ThingDescription,
  tdContext,
  tdContextV1,
} from "@thingwright/td";
import { type FormSecurity, securedForms } from "./access/secured-forms.js";
import type { Access } from "./access/thing-access.js";
import { servedForms, withProfiles } from "./profile/profile-claims.js";

/** Affordances without forms, by name. */
type Affordances = ReadonlyMap<string, { readonly affordance: object; readonly access?: Access | undefined }>;

/** What a Thing Description is written from. */
export interface DescriptionSource {
  /** The `produce`d document; its affordances and forms are not looked at. */
  readonly init: PartialThingDescription;
  readonly id: string;
  readonly properties: Affordances;
  readonly actions: Affordances;
  readonly events: Affordances;
  /** What each server binding offers, in order of preference. */
  readonly forms: readonly ThingForms[];
  /** Prefixes of the terms in those Forms, with their IRIs. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** Of the operations on the whole Thing. */
  readonly access?: Access | undefined;
  /** What the Forms ask; without it they are taken as they are. */
  readonly security?: FormSecurity;
}

/**
 * The Thing Description of an exposed Thing: the document that was produced, with the Forms of all its servers and the
 * profiles that it meets with them.
 */
export function describe(source: DescriptionSource): ThingDescription {
  const servers = source.forms.map(servedForms);
  return withProfiles(withForms(source, servers), servers);
}

function withForms(source: DescriptionSource, servers: readonly OfferedForms[]): ThingDescription {
  const {
    "@context": context,
    properties: _p,
    actions: _a,
    events: _e,
    forms: _f,
    base: _b,
    links,
    ...metadata
  } = source.init;
  const secured = (form: Form, access: Access | undefined): readonly Form[] =>
    source.security === undefined ? [form] : securedForms(form, access, source.security);
  const whole = servers.flatMap(({ thing }) => thing).flatMap((form) => secured(form, source.access));
  return {
    "@context": contextOf(context, source.prefixes),
    ...metadata,
    id: source.id,
    ...securityOf(source.init),
    ...withNames(source.init.uriVariables, whole),
    ...withLinks(links, source.forms),
    ...affordances("properties", source.properties, servers, secured),
    ...affordances("actions", source.actions, servers, secured),
    ...affordances("events", source.events, servers, secured),
    ...(whole.length === 0 ? {} : { forms: whole }),
  } as ThingDescription;
}

const kinds = ["properties", "actions", "events"] as const;

/** `document` without affordances that have no Form, and without Forms for all affordances of a kind that has none. */
export function withoutUnusable(document: ThingDescription): ThingDescription {
  const kept = kinds.flatMap((kind) => {
    const members = Object.entries(document[kind] ?? {}).filter(([, { forms }]) => forms.length > 0);
    return members.length === 0 ? [] : [[kind, Object.fromEntries(members)] as const];
  });
  const { properties: _p, actions: _a, events: _e, forms = [], ...rest } = document;
  const left = kept.map(([kind]) => kind);
  const usable = forms.filter(({ op }) => left.some((kind) => [op].flat().some((each) => each?.endsWith(kind))));
  return { ...rest, ...Object.fromEntries(kept), ...(usable.length > 0 && { forms: usable }) };
}

/** Whether `document` has a Form. */
export const offersAnything = (document: ThingDescription): boolean => !formsOf(document).next().done;

function affordances(
  kind: "properties" | "actions" | "events",
  known: Affordances,
  servers: readonly OfferedForms[],
  secured: (form: Form, access: Access | undefined) => readonly Form[],
) {
  if (known.size === 0) return {};
  const members = [...known].map(([name, { affordance, access }]) => {
    const forms = servers.flatMap((server) => server[kind].get(name) ?? []).flatMap((form) => secured(form, access));
    return [name, { ...affordance, forms }] as const;
  });
  return { [kind]: Object.fromEntries(members) };
}

/**
 * The produced context with that of TD 1.1, which must be there (`td-context`), after that of TD 1.0 if that comes first,
 * and the prefixes of the Forms.
 */
function contextOf(context: JsonLdContext | undefined, prefixes: Readonly<Record<string, string>>): JsonLdContext {
  const produced = context === undefined ? [] : typeof context === "string" ? [context] : context;
  const older = produced[0] === tdContextV1 ? [tdContextV1] : [];
  const list = produced.includes(tdContext) ? produced : [...older, tdContext, ...produced.slice(older.length)];
  if (Object.keys(prefixes).length > 0) return [...list, prefixes];
  return list.length === 1 ? (list[0] as string) : list;
}

/**
 * The produced `uriVariables` with the one that Forms of `readmultipleproperties` name in their templates. It is a string,
 * as a variable cannot be an array (`td-vocab-uriVariables--Thing`); a produced one of that name stays as it is.
 */
function withNames(produced: PartialThingDescription["uriVariables"], forms: readonly Form[]) {
  if (produced?.names !== undefined || !forms.some(takesNames)) return {};
  // Names of properties, separated by commas. A description in one language would ask for all (`td-titles-descriptions`).
  const names = { type: "string" };
  return { uriVariables: { ...produced, names } };
}

/** The produced links, then those of the servers. */
function withLinks(produced: PartialThingDescription["links"], servers: readonly ThingForms[]) {
  const links = [...(produced ?? []), ...servers.flatMap((server) => server.links ?? [])];
  return links.length === 0 && produced === undefined ? {} : { links };
}

const takesNames = ({ op, href }: Form): boolean =>
  [op].flat().includes("readmultipleproperties") && /\{[^{}]*\bnames\b[^{}]*\}/.test(href);

function securityOf({ security, securityDefinitions }: PartialThingDescription) {
  const completed = Object.fromEntries(
    Object.entries(securityDefinitions ?? {}).map(([name, definition]) => [name, withHeader(definition)]),
  );
  if (security !== undefined) return { security, securityDefinitions: completed };
  return { security: "nosec_sc", securityDefinitions: { ...completed, nosec_sc: { scheme: "nosec" } } };
}

/**
 * Names the header of `basic`, which TD 1.1 leaves open and the W3C WoT Profile wants to be said
 * (`common-constraints-security-basic-name`, `…-proxy`).
 */
function withHeader(definition: SecurityScheme): SecurityScheme {
  if (definition?.scheme !== "basic" || definition.name !== undefined) return definition;
  if (definition.in !== undefined && definition.in !== "header") return definition;
  return { ...definition, name: definition.proxy === undefined ? "Authorization" : "Proxy-Authorization" };
}
