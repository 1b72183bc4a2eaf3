import type {
  ActionAffordance,
  DataSchema,
  EventAffordance,
  PropertyAffordance,
  ThingDescription,
  ThingModel,
} from "@thingwright/td";
import { type Conversion, compileConversion } from "./conversion/conversion.js";
import type { ExpressionLimits } from "./conversion/expression.js";
import type { Feed, FeedTarget, Invoker, Mapping, Outlet, Source, Writer } from "./mapping.js";
import { type MappingEntry, readEntries } from "./mapping-entry.js";
import { mappingError } from "./mapping-error.js";
import { offers } from "./offered-operation.js";
import { MapTerms } from "./vocabulary.js";
import { whereFilter } from "./where.js";

/**
 * Compiles what a southbound Thing Description says about serving `model`: every expression is parsed and every name,
 * pointer, unit and table is checked, so that only values can go wrong later.
 *
 * @throws {ThingDescriptionError} WOT_MAPPING with the pointer of the entry at fault
 */
export function compileMapping(thing: ThingDescription, model: ThingModel, limits: ExpressionLimits = {}): Mapping {
  const compiler = new Compiler(thing, model, limits);
  for (const [name, property] of Object.entries(thing.properties ?? {})) compiler.addProperty(name, property);
  for (const [name, event] of Object.entries(thing.events ?? {})) compiler.addEvent(name, event);
  for (const [name, action] of Object.entries(thing.actions ?? {})) compiler.addAction(name, action);
  return compiler.mapping;
}

/** Any affordance of the model, of which the terms of a DataSchema matter here. */
type ModelAffordance = Readonly<Record<string, unknown>>;

class Compiler {
  readonly mapping: Mapping;
  readonly #thing: ThingDescription;
  readonly #model: ThingModel;
  readonly #limits: ExpressionLimits;
  readonly #terms: MapTerms;
  readonly #sources: Source[] = [];
  readonly #writers = new Map<string, Writer>();
  readonly #invokers = new Map<string, Invoker>();
  readonly #readable = new Set<string>();
  readonly #events = new Set<string>();

  constructor(thing: ThingDescription, model: ThingModel, limits: ExpressionLimits) {
    this.#thing = thing;
    this.#model = model;
    this.#limits = limits;
    this.#terms = new MapTerms(thing["@context"]);
    this.mapping = {
      sources: this.#sources,
      writers: this.#writers,
      invokers: this.#invokers,
      readable: this.#readable,
      events: this.#events,
    };
  }

  addProperty(name: string, property: PropertyAffordance): void {
    const pointer = `/properties/${name}`;
    const entries = readEntries(property, pointer, this.#terms);
    const feeds: Feed[] = [];
    for (const entry of entries) {
      if (entry.target.kind === "action") this.#addInvoker(entry, this.#outlet("property", name), property, undefined);
      else this.#addPropertyEntry(entry, name, property, feeds);
    }
    this.#addSource({ kind: "property", name }, property, pointer, feeds);
  }

  addEvent(name: string, event: EventAffordance): void {
    const pointer = `/events/${name}`;
    const feeds: Feed[] = [];
    for (const entry of readEntries(event, pointer, this.#terms)) {
      if (entry.target.kind === "action") throw mappingError(entry.pointer, "an event cannot carry an action");
      const conversion = this.#conversion(entry, event.data, event.data);
      feeds.push(this.#feed(entry, conversion, false));
    }
    this.#addSource({ kind: "event", name }, event, pointer, feeds);
  }

  addAction(name: string, action: ActionAffordance): void {
    for (const entry of readEntries(action, `/actions/${name}`, this.#terms)) {
      if (entry.target.kind !== "action") throw mappingError(entry.pointer, "an action serves actions only");
      this.#addInvoker(entry, this.#outlet("action", name), action.input, action.output);
    }
  }

  #addPropertyEntry(entry: MappingEntry, name: string, property: PropertyAffordance, feeds: Feed[]): void {
    const outlet = entry.via === undefined ? this.#outlet("property", name) : this.#outletNamed(entry);
    const conversion = this.#conversion(entry, property, this.#inputOf(outlet));
    const isRead = property.writeOnly !== true;
    if (isRead) feeds.push(this.#feed(entry, conversion, true));
    if (entry.target.kind !== "property" || !conversion.isWritable) return;
    if (this.#modelled(entry)?.readOnly === true) return;
    if (entry.via === undefined && property.readOnly === true) return;
    if (this.#writers.has(entry.target.name)) {
      throw mappingError(entry.pointer, `a second way to write "${entry.target.name}"`);
    }
    this.#writers.set(entry.target.name, { outlet, conversion, source: isRead ? name : undefined });
  }

  #addInvoker(
    entry: MappingEntry,
    outlet: Outlet,
    input: DataSchema | undefined,
    output: DataSchema | undefined,
  ): void {
    const action = this.#modelled(entry);
    const { name } = entry.target as { readonly name: string };
    if (this.#invokers.has(name)) throw mappingError(entry.pointer, `a second way to invoke "${name}"`);
    const schema = action?.input as DataSchema | undefined;
    const inputs = compileConversion(entry, { vendor: input, payload: input, model: schema }, this.#limits);
    const outputs =
      action?.output === undefined ? undefined : this.#outputOf(entry, output, action.output as DataSchema);
    this.#invokers.set(name, {
      outlet,
      payload: (value, context) => {
        if (entry.value !== undefined) return entry.value;
        return value === undefined && entry.write === undefined ? undefined : inputs.write(value ?? null, context);
      },
      output: (vendor, context) => outputs?.read(vendor, context),
    });
  }

  #outputOf(entry: MappingEntry, vendor: DataSchema | undefined, model: DataSchema): Conversion {
    return compileConversion(entry, { vendor, payload: undefined, model }, this.#limits);
  }

  #feed(entry: MappingEntry, conversion: Conversion, onChange: boolean): Feed {
    const { target, pointer, data } = entry;
    if (target.kind === "property") this.#readable.add(target.name);
    if (target.kind === "event") this.#events.add(target.name);
    const feedTarget: FeedTarget =
      target.kind === "event"
        ? { kind: "event", name: target.name, onChange, ...(data !== undefined && { data }) }
        : (target as FeedTarget);
    return { target: feedTarget, conversion, pointer };
  }

  #conversion(entry: MappingEntry, vendor: DataSchema | undefined, payload: DataSchema | undefined): Conversion {
    const { target } = entry;
    const model = this.#modelled(entry);
    const hasOwnData = target.kind === "event" && entry.data !== undefined;
    const schema =
      target.kind === "event" ? (model?.data as DataSchema | undefined) : (model as DataSchema | undefined);
    return compileConversion(entry, { vendor, payload, model: hasOwnData ? undefined : schema }, this.#limits);
  }

  /** The model's affordance that `entry` serves; `undefined` for availability. */
  #modelled({ target, pointer }: MappingEntry): ModelAffordance | undefined {
    if (target.kind === "available") return undefined;
    const affordances = { property: "properties", action: "actions", event: "events" } as const;
    const members = this.#model[affordances[target.kind]] ?? {};
    if (!Object.hasOwn(members, target.name)) {
      throw mappingError(pointer, `the model has no ${target.kind} "${target.name}"`);
    }
    return members[target.name];
  }

  #outletNamed({ via, pointer }: MappingEntry): Outlet {
    if (Object.hasOwn(this.#thing.properties ?? {}, via!)) return this.#outlet("property", via!);
    if (Object.hasOwn(this.#thing.actions ?? {}, via!)) return this.#outlet("action", via!);
    throw mappingError(pointer, `there is no property or action "${via}" to write to`);
  }

  #outlet(kind: Outlet["kind"], name: string): Outlet {
    const affordance = (kind === "property" ? this.#thing.properties : this.#thing.actions)?.[name] ?? {};
    const pointer = kind === "property" ? `/properties/${name}` : `/actions/${name}`;
    const minIntervalMs = this.#milliseconds(affordance, "minIntervalMs", pointer);
    return { kind, name, ...(minIntervalMs !== undefined && { minIntervalMs }) };
  }

  #milliseconds(affordance: object, term: "pollMs" | "minIntervalMs", pointer: string): number | undefined {
    const value = this.#terms.get(affordance, term);
    if (value === undefined || (typeof value === "number" && value >= 10)) return value;
    throw mappingError(pointer, `${this.#terms.name(term)} must be a number of milliseconds, at least 10`);
  }

  #inputOf({ kind, name }: Outlet): DataSchema | undefined {
    return kind === "property" ? this.#thing.properties?.[name] : this.#thing.actions?.[name]?.input;
  }

  #addSource(
    { kind, name }: Pick<Source, "kind" | "name">,
    affordance: PropertyAffordance | EventAffordance,
    pointer: string,
    feeds: readonly Feed[],
  ): void {
    if (feeds.length === 0) return;
    const pollMs = this.#milliseconds(affordance, "pollMs", pointer);
    this.#sources.push({
      kind,
      name,
      isReadable: kind === "property" && offers(affordance, "readproperty"),
      isObservable: kind === "event" || offers(affordance, "observeproperty"),
      pollMs,
      accepts: whereFilter(this.#terms.get(affordance, "where"), pointer),
      feeds,
    });
  }
}
