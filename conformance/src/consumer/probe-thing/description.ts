import type { ActionAffordance, Form, Operation, PropertyAffordance, ThingDescription } from "@thingwright/td";

/** The description of a Thing that anybody may use, but for what `parts` say. */
export function description(name: string, parts: Partial<ThingDescription>): ThingDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    id: `urn:example:probe:${name}`,
    title: `Probe ${name}`,
    securityDefinitions: { open: { scheme: "nosec" } },
    security: "open",
    ...parts,
  };
}

/** Methods of operations, where a Form does not leave them to the default. */
const methods: Readonly<Partial<Record<Operation, string>>> = {
  readproperty: "GET",
  writeproperty: "PUT",
  invokeaction: "POST",
  queryaction: "GET",
  cancelaction: "DELETE",
  queryallactions: "GET",
  readallproperties: "GET",
  writemultipleproperties: "PUT",
};

/** A Form in JSON for one operation that leaves nothing to a default, but for what `more` says. */
export function form(href: string, op: Operation, more: Partial<Form> = {}): Form {
  const method = methods[op];
  return {
    ...{ href, op, contentType: "application/json" },
    ...(method === undefined ? {} : { "htv:methodName": method }),
    ...more,
  };
}

/** The same without members that are to have their defaults. */
export function without<T extends object>(whole: T, ...members: readonly string[]): T {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !members.includes(name))) as T;
}

/** A level from 0 to 100 that may be read and written, with these Forms. */
export function level(...forms: readonly Form[]): PropertyAffordance {
  const access = { readOnly: false, writeOnly: false, observable: false };
  return { type: "integer", minimum: 0, maximum: 100, ...access, forms } as PropertyAffordance;
}

/** An action with these Forms; `parts` has its input and output. */
export function action(parts: Partial<ActionAffordance>, ...forms: readonly Form[]): ActionAffordance {
  return { safe: false, idempotent: false, ...parts, forms } as ActionAffordance;
}
