import type { DataSchema } from "@thingwright/td";
import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { Resource } from "../resource.js";

type Terms = Readonly<Record<string, unknown>>;

/** An affordance of a Thing, and how a resource of the bridge serves it. */
export interface Served extends DeviceAffordance {
  readonly resource: Resource;
  /** Where its value comes from: the state of the resource, an event of it; or nowhere, of what can only be invoked. */
  readonly source: "state" | "event" | "invocation";
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Terms;
  /** Place in what is sent to the resource, and what may be there; absent for what can only be read. */
  readonly put?: { readonly pointer: string; readonly schema: DataSchema };
}

/** What a row makes of a resource. */
export type RowResult = Omit<Served, "resource">;

/** How a resource serves the common API; `undefined` where it cannot. */
export type Row = (resource: Resource) => RowResult | undefined;

/** The value of a resource at `path`; `undefined` where there is none. */
export function valueAt({ members }: Resource, ...path: readonly string[]): unknown {
  let value: unknown = members;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** The place of a member in the answer for one resource, as a JSON Pointer. */
export const answerPointer = (...path: readonly string[]): string => ["/data/0", ...path].join("/");
