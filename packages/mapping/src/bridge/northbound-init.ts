import {
  type DataSchema,
  instantiate,
  type MultiLanguage,
  type PartialThingDescription,
  type ThingModel,
} from "@thingwright/td";
import type { Mapping } from "../mapping.js";
import { mappingError } from "../mapping-error.js";

/** What the bridged Thing is called, and what else its description says. */
export interface NorthboundOptions {
  /** `id` of the bridged Thing. */
  readonly id?: string;
  readonly title?: string;
  /** The title in several languages; without, those of the model go, as they are of another title. */
  readonly titles?: MultiLanguage;
  /** Where the model can be found: becomes a link of the relation `type`. */
  readonly modelHref?: string;
  /**
   * Adds a property {@link valueTimes} to the Thing: when each value was measured, or heard where the device does not say.
   * Default false.
   */
  readonly valueTimes?: boolean;
  /** Terms to set, replace or (with `null`) remove, merged as RFC 7396 says: security, links, support … */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/**
 * The description of a bridged Thing: the model, without the optional affordances that the device lacks, without
 * writing where nothing takes it, and with the device's own limits.
 *
 * @throws {ThingDescriptionError} WOT_MAPPING when the mapping lacks what the model requires
 */
export function northboundInit(
  model: ThingModel,
  mapping: Mapping,
  options: NorthboundOptions = {},
): PartialThingDescription {
  const served = servedPointers(model, mapping);
  const optional = (model["tm:optional"] ?? []).filter((pointer) => served.has(pointer));
  requireAll(model, served);
  const narrowed = narrowedProperties(model, mapping, served);
  const { overrides = {}, title, titles = null, id, modelHref } = options;
  const times = options.valueTimes === true ? timesProperty(model, mapping) : {};
  return instantiate(model, {
    optional,
    overrides: {
      ...(title !== undefined && { title, titles }),
      ...overrides,
      properties: { ...narrowed, ...times, ...(overrides.properties as object | undefined) },
    },
    ...(id !== undefined && { id }),
    ...(modelHref !== undefined && { modelHref }),
  });
}

/** Name of the property of {@link NorthboundOptions.valueTimes}. */
export const valueTimes = "valueTimes";

/** @throws {ThingDescriptionError} WOT_MAPPING when the model has a property of that name */
function timesProperty(model: ThingModel, { readable }: Mapping): Record<string, object> {
  if (Object.hasOwn(model.properties ?? {}, valueTimes)) {
    throw mappingError(`/properties/${valueTimes}`, "the model has a property of this name already");
  }
  const times = [...readable].map((name) => [name, { type: "string", format: "date-time" }]);
  const property = {
    title: "Times of the values",
    description: "When each value was measured, or heard where the device does not say; absent of what is not known.",
    type: "object",
    readOnly: true,
    properties: Object.fromEntries(times),
  };
  return { [valueTimes]: property };
}

function servedPointers(model: ThingModel, mapping: Mapping): ReadonlySet<string> {
  const names = (members: object | undefined, isServed: (name: string) => boolean): string[] =>
    Object.keys(members ?? {}).filter(isServed);
  return new Set([
    ...names(model.properties, (name) => mapping.readable.has(name) || mapping.writers.has(name)).map(
      (name) => `/properties/${name}`,
    ),
    ...names(model.actions, (name) => mapping.invokers.has(name)).map((name) => `/actions/${name}`),
    ...names(model.events, (name) => mapping.events.has(name)).map((name) => `/events/${name}`),
  ]);
}

function requireAll(model: ThingModel, served: ReadonlySet<string>): void {
  const optional = new Set(model["tm:optional"] ?? []);
  for (const kind of ["properties", "actions", "events"] as const) {
    for (const name of Object.keys(model[kind] ?? {})) {
      const pointer = `/${kind}/${name}`;
      if (!served.has(pointer) && !optional.has(pointer)) {
        throw mappingError(pointer, "the model requires it, and nothing in the mapping serves it");
      }
    }
  }
}

/** What each property says differently from the model, as a merge patch. */
function narrowedProperties(model: ThingModel, mapping: Mapping, served: ReadonlySet<string>): Record<string, object> {
  const patches: Record<string, object> = {};
  for (const [name, property] of Object.entries(model.properties ?? {})) {
    if (!served.has(`/properties/${name}`)) continue;
    const patch = narrowed(name, property as DataSchema, mapping);
    if (Object.keys(patch).length > 0) patches[name] = patch;
  }
  return patches;
}

function narrowed(name: string, property: DataSchema, mapping: Mapping): object {
  const writer = mapping.writers.get(name);
  return {
    ...(writer === undefined && property.readOnly !== true && { readOnly: true }),
    ...(!mapping.readable.has(name) && { writeOnly: true, observable: false }),
    ...(writer !== undefined && narrowedLimits(property, writer.conversion.limits)),
  };
}

function narrowedLimits(
  property: DataSchema,
  limits: { readonly minimum: number; readonly maximum: number } | undefined,
): object {
  if (limits === undefined || (property.type !== "integer" && property.type !== "number")) return {};
  const { minimum = -Infinity, maximum = Infinity } = property;
  return {
    ...(limits.minimum > minimum && { minimum: limits.minimum }),
    ...(limits.maximum < maximum && { maximum: limits.maximum }),
  };
}
