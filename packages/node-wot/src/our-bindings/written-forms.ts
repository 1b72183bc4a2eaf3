import type { BindingManifest, ThingForms } from "@thingwright/contracts";
import type { DataSchema, Form, Link } from "@thingwright/td";
import type { TheirExposedThing } from "../plug-in/exposed-thing.js";
import type { TheirForm } from "../plug-in/interfaces.js";

/**
 * Writes the Forms and links that a server of ours offers into a Thing of theirs, after those of other servers, and the prefixes of their terms
 * into its context.
 *
 * @param own - gets each Form that was written
 */
export function writeForms(
  thing: TheirExposedThing,
  offered: ThingForms,
  { prefixes }: BindingManifest,
  own: Set<TheirForm>,
): void {
  for (const kind of ["properties", "actions", "events"] as const) {
    for (const [name, forms] of offered[kind]) {
      const affordance = thing[kind][name];
      if (affordance === undefined) continue;
      affordance.forms ??= [];
      affordance.forms.push(...written(forms, own));
    }
  }
  if (offered.thing.some(takesNames) && thing.uriVariables?.names === undefined) {
    thing.uriVariables = { ...thing.uriVariables, names: namesOfProperties };
  }
  thing.forms ??= [];
  thing.forms.push(...written(offered.thing, own));
  const links = (offered.links ?? []).filter((link) => !thing.links?.some((known) => isSame(link, known)));
  if (links.length > 0) thing.links = [...(thing.links ?? []), ...links.map((link) => ({ ...link }))];
  if (prefixes !== undefined) thing["@context"] = withPrefixes(thing["@context"], prefixes);
}

/**
 * Schema of the variable with which several properties are asked for: at the Thing, as its Forms have it, and of no affordance
 * (`td-uriVariables-names`).
 */
export const namesOfProperties: DataSchema = Object.freeze({ type: "string" });

const isSame = (link: Link, known: Partial<Link>): boolean => link.href === known.href && link.rel === known.rel;

const takesNames = ({ op = [], href }: Form): boolean =>
  [op].flat().includes("readmultipleproperties") && /\{[^{}]*\bnames\b[^{}]*\}/.test(href);

/** A copy of each Form for what their core does: it keeps no invocations of actions. */
function written(forms: readonly Form[], own: Set<TheirForm>): readonly TheirForm[] {
  return forms.flatMap((form) => {
    const op = [form.op ?? []].flat().filter((each) => !ofInvocations.has(each));
    if (op.length === 0) return [];
    const copy = { ...structuredClone(form), op } as unknown as TheirForm;
    own.add(copy);
    return [copy];
  });
}

const ofInvocations: ReadonlySet<string> = new Set(["queryaction", "cancelaction", "queryallactions"]);

function withPrefixes(context: unknown, prefixes: Readonly<Record<string, string>>): unknown {
  const all = context === undefined ? [] : [context].flat();
  const isKnown = (prefix: string): boolean =>
    all.some((each) => typeof each === "object" && each !== null && Object.hasOwn(each, prefix));
  const missing = Object.entries(prefixes).filter(([prefix]) => !isKnown(prefix));
  return missing.length === 0 ? context : [...all, Object.fromEntries(missing)];
}
