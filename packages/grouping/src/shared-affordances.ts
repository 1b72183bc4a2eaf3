import { UsageError } from "@thingwright/errors";
import type { DataSchema, ThingModel } from "@thingwright/td";
import { type Holder, holderOf } from "./holder.js";
import { joined } from "./joined-schema.js";
import type { Member } from "./member.js";

/** A property of a group that members have. */
export interface SharedProperty {
  readonly name: string;
  /** Takes what any holder takes. */
  readonly schema: DataSchema;
  readonly holders: readonly Holder[];
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** An action of a group that members have. */
export interface SharedAction {
  readonly name: string;
  readonly input: DataSchema | undefined;
  readonly holders: readonly Member[];
}

/** What members have together. */
export interface SharedAffordances {
  readonly properties: ReadonlyMap<string, SharedProperty>;
  readonly actions: ReadonlyMap<string, SharedAction>;
}

/** Names of affordances that are the group's own, and never its members'. */
export const ownNames: ReadonlySet<string> = new Set(["members", "memberStates", "mixed", "outcomes", "apply"]);

/**
 * What all `members` have: names with schemas that fit each other. With a model instead what that has: what it does not require
 * is there as soon as one member has it, and is asked of those that have it.
 *
 * @throws {UsageError} WOT_ARGUMENT when a member lacks what the model requires
 */
export function sharedAffordances(members: readonly Member[], model: ThingModel | undefined): SharedAffordances {
  const optional = new Set(model?.["tm:optional"] ?? []);
  const pattern = (model ?? members[0]?.description ?? {}) as ThingModel;
  const properties = new Map<string, SharedProperty>();
  for (const [name, schema] of Object.entries(pattern.properties ?? {})) {
    if (ownNames.has(name) || derivedFrom(name, pattern) !== undefined) continue;
    const holders = fittingHolders(members, name, schema as DataSchema);
    if (isShared(holders, members, model, `/properties/${name}`, optional))
      properties.set(name, shared(name, schema as DataSchema, holders));
  }
  const actions = new Map<string, SharedAction>();
  for (const [name, action] of Object.entries(pattern.actions ?? {})) {
    if (ownNames.has(name)) continue;
    const input = (action as { readonly input?: DataSchema }).input;
    const holders = members.filter((member) => takes(member, name, input));
    if (isShared(holders, members, model, `/actions/${name}`, optional)) actions.set(name, { name, input, holders });
  }
  return { properties, actions };
}

/** The property that an `all…` is about: `on` for `allOn`, where a model has both; true when it is so at all members. */
export function derivedFrom(name: string, { properties = {} }: Pick<ThingModel, "properties">): string | undefined {
  const base = /^all([A-Z].*)$/.exec(name)?.[1];
  if (base === undefined) return undefined;
  const of = base.charAt(0).toLowerCase() + base.slice(1);
  return Object.hasOwn(properties, of) && (properties[of] as DataSchema).type === "boolean" ? of : undefined;
}

/** With a model the first that have it are enough, unless it is required; without, all have to. */
function isShared(
  holders: readonly (Holder | Member)[],
  members: readonly Member[],
  model: ThingModel | undefined,
  pointer: string,
  optional: ReadonlySet<string>,
): boolean {
  if (holders.length === members.length) return true;
  if (model === undefined) return false;
  if (optional.has(pointer)) return holders.length > 0;
  const having = new Set(holders.map((each) => ("member" in each ? each.member : each)));
  const lacking = members.filter((member) => !having.has(member)).map(({ title }) => title);
  throw new UsageError(
    "WOT_ARGUMENT",
    `the model requires ${pointer}, which ${lacking.join(", ")} cannot give a group`,
  );
}

function fittingHolders(members: readonly Member[], name: string, schema: DataSchema): readonly Holder[] {
  return members.flatMap((member) => {
    const holder = holderOf(member, name, (schema as { readonly unit?: string }).unit);
    return holder !== undefined && joined(bare(schema), holder.schema) !== undefined ? [holder] : [];
  });
}

/** Limits are those of the members, words those of the pattern. */
function shared(name: string, pattern: DataSchema, holders: readonly Holder[]): SharedProperty {
  const schemas = holders.map(({ schema }) => schema);
  const wide = schemas.reduce((one, other) => joined(one, other) ?? one);
  return {
    name,
    schema: { ...wide, ...wordsOf(pattern) } as DataSchema,
    holders,
    canRead: holders.some(({ canRead }) => canRead),
    canWrite: holders.some(({ canWrite }) => canWrite),
  };
}

/** A model's schema may say less than a member's: only what both say has to fit. */
function bare(schema: DataSchema): DataSchema {
  const { forms, observable, readOnly, writeOnly, ...rest } = schema as Record<string, unknown>;
  return rest as DataSchema;
}

function wordsOf(schema: DataSchema): object {
  const names = ["@type", "title", "titles", "description", "descriptions"];
  return Object.fromEntries(Object.entries(schema).filter(([name]) => names.includes(name)));
}

function takes({ description: { actions = {} } }: Member, name: string, input: DataSchema | undefined): boolean {
  if (!Object.hasOwn(actions, name)) return false;
  const action = actions[name] as { readonly input?: DataSchema; readonly uriVariables?: object };
  if (action.uriVariables !== undefined) return false;
  if (action.input === undefined || input === undefined) return action.input === input;
  return joined(input, action.input) !== undefined;
}
