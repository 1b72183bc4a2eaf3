import { UsageError } from "@thingwright/errors";
import { isObject } from "@thingwright/mapping";
import { type ThingModelName, thingModelNames } from "@thingwright/thing-descriptions";
import type { UaNode } from "../browse/ua-node.js";

/** Which node serves an affordance of the common API, and how it is converted. */
export type TemplateEntry =
  | string
  | {
      /** Browse names from the object that is the Thing, with slashes between them. */
      readonly path: string;
      /** Terms of the mapping without their prefix: `unit`, `enum`, `scale`, `range`, … */
      readonly [term: string]: unknown;
    };

/** What the owner of a server says of objects: that they are Things, and what of them is what. */
export interface ThingTemplate {
  /** Browse names from the folder `Objects`; `*` stands for any one, `**` for any number of them. */
  readonly path?: string;
  /** Browse name of the type of the object. */
  readonly type?: string;
  /** Model of the common API that it is. */
  readonly model?: ThingModelName;
  /** Nodes by the names of the common API's properties, actions and events. */
  readonly properties?: Readonly<Record<string, TemplateEntry>>;
  readonly actions?: Readonly<Record<string, TemplateEntry>>;
  readonly events?: Readonly<Record<string, TemplateEntry>>;
  /** Whether such objects are not offered at all. */
  readonly isHidden?: boolean;
}

const entries = {
  type: "object",
  additionalProperties: {
    oneOf: [
      { type: "string", minLength: 1 },
      { type: "object", required: ["path"], properties: { path: { type: "string" } } },
    ],
  },
};

/** JSON Schema of a template. */
export const templateSchema: object = {
  type: "object",
  additionalProperties: false,
  properties: {
    path: { type: "string", minLength: 1 },
    type: { type: "string", minLength: 1 },
    model: { enum: thingModelNames },
    properties: entries,
    actions: entries,
    events: entries,
    isHidden: { type: "boolean" },
  },
};

/** The first template of an object, if there is one. */
export function templateOf(
  templates: readonly ThingTemplate[],
  object: UaNode,
  path: readonly string[],
): ThingTemplate | undefined {
  return templates.find(
    ({ path: pattern, type }) =>
      (pattern !== undefined || type !== undefined) &&
      (pattern === undefined || fits(pattern.split("/"), path)) &&
      (type === undefined || type === object.typeName),
  );
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === "**") return path.some((_, index) => fits(rest, path.slice(index))) || fits(rest, []);
  return path.length > 0 && (first === "*" || first === path[0]) && fits(rest, path.slice(1));
}

/** An entry as its path and the terms of the mapping. */
export function entryOf(entry: TemplateEntry): {
  readonly path: string;
  readonly terms: Readonly<Record<string, unknown>>;
} {
  if (typeof entry === "string") return { path: entry, terms: {} };
  const { path, ...terms } = entry;
  return {
    path,
    terms: Object.fromEntries(Object.entries(terms).map(([name, value]) => [`map:${name}`, prefixed(value)])),
  };
}

/** Members of a range have the prefix too. */
const prefixed = (value: unknown): unknown =>
  isObject(value) && "vendor" in value && "model" in value
    ? { "map:vendor": value.vendor, "map:model": value.model }
    : value;

/** @throws {UsageError} WOT_ARGUMENT for a template that says of nothing what it is */
export function requireTemplates(templates: readonly ThingTemplate[]): void {
  for (const [index, { path, type, model }] of templates.entries()) {
    if (path === undefined && type === undefined) {
      throw new UsageError("WOT_ARGUMENT", `things[${index}] has neither a path nor a type`);
    }
    if (model !== undefined && !thingModelNames.includes(model)) {
      throw new UsageError("WOT_ARGUMENT", `things[${index}]: there is no model ${JSON.stringify(model)}`);
    }
  }
}
