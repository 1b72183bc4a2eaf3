import { type PartName, partNames, partSource, thingModel } from "@thingwright/thing-descriptions";
import type { Point, Survey } from "../survey/survey.js";
import type { BacnetTemplate, TemplateEntry } from "../template.js";
import { NamePattern } from "./name-pattern.js";
import { besideValue, plainPoint } from "./plain.js";
import { propertyOf } from "./role.js";
import type { Served } from "./served.js";
import { type ValueTerms, valueTerms } from "./value-terms.js";

/** A Thing that a template makes of points. */
export interface TemplatedThing {
  readonly template: BacnetTemplate;
  /** What `{thing}` stands for. */
  readonly thing: string;
  readonly served: readonly Served[];
  readonly problems: readonly string[];
}

type Properties = Readonly<Record<string, unknown>> | undefined;

/** The Things that `template` makes of the points of a device; none when it is for other devices. */
export async function templatedThings(
  template: BacnetTemplate,
  survey: Survey,
  points: readonly Point[],
): Promise<readonly TemplatedThing[]> {
  if (template.device !== undefined && new NamePattern(template.device).match(survey.name) === undefined) return [];
  const { properties } = await thingModel(template.model);
  const things = new Map<string, { served: Served[]; problems: string[]; names: Set<string> }>();
  for (const [name, given] of Object.entries(template.serves)) {
    const entry = typeof given === "string" ? { object: given } : given;
    const pattern = new NamePattern(entry.object);
    for (const point of points) {
      const thing = pattern.matchPoint(point);
      if (thing === undefined) continue;
      const own = things.get(thing) ?? { served: [], problems: [], names: new Set() };
      things.set(thing, own);
      const served = own.names.has(name)
        ? "another object serves it already"
        : serve(name, point, entry, template, properties);
      if (typeof served === "string") own.problems.push(`${point.name}: cannot serve ${name}: ${served}`);
      else own.served.push(...served);
      own.names.add(name);
    }
  }
  return [...things].map(([thing, { served, problems }]) => ({ template, thing, served, problems }));
}

function serve(
  name: string,
  point: Point,
  entry: TemplateEntry,
  template: BacnetTemplate,
  properties: Properties,
): readonly Served[] | string {
  const priority = entry.priority ?? template.priority;
  const part = propertyOf(properties, name) === undefined ? partOf(name) : undefined;
  const schema = propertyOf(properties, name) ?? propertyOf(part && partSource(part).properties, name);
  if (schema === undefined) return plainPoint(point, name).map((each) => ({ ...each, priority }));
  const terms = givenTerms(point, entry) ?? valueTerms(point, schema);
  if (typeof terms === "string") return terms;
  const own = { name, point, isCommon: true, priority };
  return [
    { ...own, kind: "property", source: "value", ...(part && { part }), ...terms },
    ...besideValue(point, name, priority),
  ];
}

/** What the template says of the conversion; `undefined` when nothing. */
function givenTerms(point: Point, { values, terms }: TemplateEntry): ValueTerms | undefined {
  if (values === undefined) return terms === undefined ? undefined : { terms };
  const table = Object.fromEntries(
    Object.entries(values).map(([state, value]) => [stateText(point, state), value] as const),
  );
  return { terms: { "map:enum": table, ...terms }, narrowed: narrowedTo(Object.values(table)) };
}

/** A state by its text, or by its number: the first is 1; of a binary object, 0 is inactive. */
function stateText({ traits, states }: Point, state: string): string {
  const number = /^\d{1,5}$/.test(state) ? Number(state) : undefined;
  if (traits.kind === "binary") {
    const index = number ?? states.indexOf(state);
    return index === 1 ? "true" : index === 0 ? "false" : state;
  }
  return number === undefined || states.includes(state) ? state : (states[number - 1] ?? state);
}

const narrowedTo = (values: readonly unknown[]): Readonly<Record<string, unknown>> =>
  values.every((value) => typeof value === "string") ? { enum: [...new Set(values)] } : {};

/** The part of the common API that has a property of this name. */
const partOf = (name: string): PartName | undefined =>
  partNames.find((part) => propertyOf(partSource(part).properties, name) !== undefined);
