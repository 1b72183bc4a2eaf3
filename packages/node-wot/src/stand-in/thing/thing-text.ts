import { isRecord, resolveHref } from "@thingwright/td";
import { completeContext } from "./context.js";
import { DEFAULT_THING_TYPE, type Form, type Interactions, type Thing } from "./thing-description.js";

const kinds = { properties: "Property", actions: "Action", events: "Event" } as const;
const flags = { properties: ["readOnly", "writeOnly", "observable"], actions: ["safe", "idempotent"] } as const;

/**
 * A Thing Description from its text, with the defaults of TD 1.1 written out: contexts, type, flags of affordances, and
 * `security` as a list. A byte order mark is passed over.
 *
 * @param normalize - makes addresses of Forms absolute by `base`; default true
 * @throws {SyntaxError} for a text that is no JSON
 * @throws {Error} for an affordance without Forms, a Form without address, or a relative one without `base`
 */
export function parseTD(td: string, normalize = true): Thing {
  const thing = JSON.parse(td.replace(/^\uFEFF/, "")) as Thing;
  completeContext(thing);
  completeType(thing);
  writeFlags(thing);
  for (const kind of ["properties", "actions", "events"] as const) if (!isRecord(thing[kind])) thing[kind] = {};
  if (typeof thing.security === "string") thing.security = [thing.security];
  const forms = checkedForms(thing);
  if (thing.base !== undefined && normalize) {
    for (const form of forms) form.href = resolveHref(thing.base, form.href);
  }
  return thing;
}

/** The text of a Thing Description: without empty members, with `nosec` where no security is said. */
export function serializeTD(thing: Thing): string {
  const copy = JSON.parse(JSON.stringify(thing)) as Partial<Thing>;
  if (copy.security === undefined || copy.security === null || copy.security.length === 0) {
    copy.securityDefinitions = { nosec_sc: { scheme: "nosec" } };
    copy.security = ["nosec_sc"];
  }
  for (const list of ["forms", "links"] as const) if (copy[list]?.length === 0) delete copy[list];
  for (const kind of ["properties", "actions", "events"] as const) {
    if (copy[kind] !== undefined && Object.keys(copy[kind]).length === 0) delete copy[kind];
  }
  writeFlags(copy);
  return JSON.stringify(copy);
}

function completeType(thing: Thing): void {
  const given = thing["@type"];
  if (given === undefined) {
    thing["@type"] = DEFAULT_THING_TYPE;
    return;
  }
  const types = [given].flat();
  if (!types.includes(DEFAULT_THING_TYPE)) thing["@type"] = [DEFAULT_THING_TYPE, ...types];
}

function writeFlags(thing: Partial<Thing>): void {
  for (const [kind, names] of Object.entries(flags)) {
    for (const affordance of Object.values((thing[kind] ?? {}) as Interactions)) {
      for (const name of names) if (typeof affordance[name] !== "boolean") affordance[name] = false;
    }
  }
}

function checkedForms(thing: Thing): Form[] {
  const all: Form[] = [];
  for (const [kind, word] of Object.entries(kinds)) {
    for (const [name, { forms }] of Object.entries(thing[kind] as Interactions)) {
      if (!Array.isArray(forms)) throw new Error(`${word} '${name}' has no forms field`);
      for (const form of forms) {
        if (!form.href) throw new Error(`Form of ${word} '${name}' has no href field`);
        if (thing.base === undefined && !isAbsolute(form.href)) {
          throw new Error(`Form of ${word} '${name}' has relative URI while TD has no base field`);
        }
        all.push(form);
      }
    }
  }
  return all;
}

const isAbsolute = (href: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(href);
