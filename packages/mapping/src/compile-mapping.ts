import type {
  ActionAffordance,
  DataSchema,
  EventAffordance,
  PropertyAffordance,
  ThingDescription,
  ThingModel,
} from "@thingwright/td";
import { composedConversion } from "./composed-feed.js";
import { type Conversion, compileConversion } from "./conversion/conversion.js";
import type { ExpressionLimits } from "./conversion/expression.js";
import type { Feed, FeedTarget, Invoker, Mapping, Outlet, Source, Writer, WriterPart } from "./mapping.js";
import { type MappingEntry, readEntries } from "./mapping-entry.js";
import { mappingError } from "./mapping-error.js";
import { measuredAt } from "./measured-at.js";
import { offers } from "./offered-operation.js";
import { Outlets } from "./outlets.js";
import { TermReader } from "./term-reader.js";
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
  return compiler.finish();
}

/** Any affordance of the model, of which the terms of a DataSchema matter here. */
type ModelAffordance = Readonly<Record<string, unknown>>;

class Compiler {
  readonly #thing: ThingDescription;
  readonly #model: ThingModel;
  readonly #limits: ExpressionLimits;
  readonly #terms: MapTerms;
  readonly #outlets: Outlets;
  readonly #propertyFeeds = new Map<string, Feed[]>();
  readonly #eventFeeds = new Map<string, Feed[]>();
  readonly #writers = new Map<string, Writer>();
  readonly #invokers = new Map<string, Invoker>();
  readonly #readable = new Set<string>();
  readonly #events = new Set<string>();

  constructor(thing: ThingDescription, model: ThingModel, limits: ExpressionLimits) {
    this.#thing = thing;
    this.#model = model;
    this.#limits = limits;
    this.#terms = new MapTerms(thing["@context"]);
    this.#outlets = new Outlets(thing, this.#terms);
  }

  addProperty(name: string, property: PropertyAffordance): void {
    for (const entry of readEntries(property, `/properties/${name}`, this.#terms)) {
      if (entry.target.kind === "action") this.#addInvoker(entry, this.#outlets.of("property", name), property);
      else this.#addPropertyEntry(entry, name, property);
    }
  }

  addEvent(name: string, event: EventAffordance): void {
    for (const entry of readEntries(event, `/events/${name}`, this.#terms)) {
      if (entry.target.kind === "action") throw mappingError(entry.pointer, "an event cannot carry an action");
      if (entry.with !== undefined) throw mappingError(entry.pointer, "data of an event is not composed of properties");
      const conversion = this.#conversion(entry, event.data, event.data);
      feedsOf(this.#eventFeeds, name).push(this.#feed(entry, conversion, false));
    }
  }

  addAction(name: string, action: ActionAffordance): void {
    for (const entry of readEntries(action, `/actions/${name}`, this.#terms)) {
      if (entry.target.kind !== "action") throw mappingError(entry.pointer, "an action serves actions only");
      this.#addInvoker(entry, this.#outlets.of("action", name), action.input, action.output);
    }
  }

  finish(): Mapping {
    return {
      sources: [
        ...this.#sources("property", this.#thing.properties ?? {}, this.#propertyFeeds),
        ...this.#sources("event", this.#thing.events ?? {}, this.#eventFeeds),
      ],
      writers: this.#writers,
      invokers: this.#invokers,
      readable: this.#readable,
      events: this.#events,
    };
  }

  #addPropertyEntry(entry: MappingEntry, name: string, property: PropertyAffordance): void {
    const { via, target } = entry;
    const outlet = via === undefined ? this.#outlets.of("property", name) : this.#outlets.named(via, entry.pointer);
    const conversion = this.#conversion(entry, property, this.#outlets.inputOf(outlet));
    const isRead = property.writeOnly !== true;
    if (isRead) this.#addFeeds(entry, name, conversion);
    if (target.kind !== "property" || !conversion.isWritable) return;
    if (this.#modelled(entry)?.readOnly === true) return;
    if (via === undefined && property.readOnly === true) return;
    if (this.#writers.has(target.name)) throw mappingError(entry.pointer, `a second way to write "${target.name}"`);
    const parts = (entry.split ?? []).map((part) => this.#part(part));
    const isReadBack = entry.readBack === true;
    this.#writers.set(target.name, { outlet, conversion, source: isRead ? name : undefined, parts, isReadBack });
  }

  /** The feed of an entry, or, when its value is composed of several properties, one in each of them. */
  #addFeeds(entry: MappingEntry, name: string, conversion: Conversion): void {
    if (entry.with === undefined) {
      feedsOf(this.#propertyFeeds, name).push(this.#feed(entry, conversion, true));
      return;
    }
    for (const other of entry.with) this.#requireReadable(other, entry.pointer);
    const composed = composedConversion(conversion, name, entry.with);
    const feed: Feed = { ...this.#feed(entry, composed, true), isComposed: true };
    for (const each of new Set([name, ...entry.with])) feedsOf(this.#propertyFeeds, each).push(feed);
  }

  #requireReadable(name: string, pointer: string): void {
    const properties = this.#thing.properties ?? {};
    if (Object.hasOwn(properties, name) && properties[name]?.writeOnly !== true) return;
    throw mappingError(pointer, `there is no property "${name}" that has a value`);
  }

  #part(entry: MappingEntry): WriterPart {
    const outlet = this.#outlets.named(entry.via as string, entry.pointer);
    return { outlet, conversion: this.#conversion(entry, undefined, this.#outlets.inputOf(outlet)) };
  }

  #addInvoker(entry: MappingEntry, outlet: Outlet, input?: DataSchema, output?: DataSchema): void {
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
    const { target, pointer, data, time } = entry;
    if (target.kind === "property") this.#readable.add(target.name);
    if (target.kind === "event") this.#events.add(target.name);
    const feedTarget: FeedTarget =
      target.kind === "event"
        ? { kind: "event", name: target.name, onChange, ...(data !== undefined && { data }) }
        : (target as FeedTarget);
    return { target: feedTarget, conversion, pointer, ...(time !== undefined && { timeOf: measuredAt(time) }) };
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

  #sources(
    kind: Source["kind"],
    affordances: Readonly<Record<string, PropertyAffordance | EventAffordance>>,
    feedsByName: ReadonlyMap<string, readonly Feed[]>,
  ): readonly Source[] {
    return Object.entries(affordances).flatMap(([name, affordance]) => {
      const pointer = kind === "property" ? `/properties/${name}` : `/events/${name}`;
      const feeds = feedsByName.get(name);
      if (feeds === undefined) return [];
      return {
        kind,
        name,
        isReadable: kind === "property" && offers(affordance, "readproperty"),
        isObservable: kind === "event" || offers(affordance, "observeproperty"),
        pollMs: new TermReader(affordance, pointer, this.#terms).milliseconds("pollMs"),
        accepts: whereFilter(this.#terms.get(affordance, "where"), pointer),
        feeds,
      };
    });
  }
}

function feedsOf(feeds: Map<string, Feed[]>, name: string): Feed[] {
  const known = feeds.get(name) ?? [];
  feeds.set(name, known);
  return known;
}
