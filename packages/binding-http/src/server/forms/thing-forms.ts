import {
  type HostedAction,
  type HostedAffordance,
  type HostedProperty,
  type HostedThing,
  type OfferedForms,
  type PathSegments,
  queryTemplate,
  type ThingForms,
  type ThingPaths,
  templateNames,
  thingPaths,
  uriPath,
  writeAllQuery,
} from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import {
  allEventsSource,
  allPropertiesSource,
  type EmissionSource,
  eventSource,
  propertySource,
} from "../subscriptions/emission-source.js";
import type { FormPlace, ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { metProfiles } from "./met-profiles.js";

/**
 * The Forms of a Thing under the base URI of a server: one for each content type that it can be asked for, then those of
 * the subprotocols. Methods are named where TD 1.1 §8.3.1 has no default.
 *
 * They are made at each look at them, which is when the Thing Description is written, and not kept.
 */
export class HttpThingForms implements ThingForms {
  readonly #thing: HostedThing;
  readonly #base: string;
  readonly #subprotocols: readonly ServerSubprotocol[];

  /** @param subprotocols - those whose Forms follow, in order of preference */
  constructor(thing: HostedThing, base: string, subprotocols: readonly ServerSubprotocol[]) {
    this.#thing = thing;
    this.#base = base;
    this.#subprotocols = subprotocols;
  }

  get properties(): ReadonlyMap<string, readonly Form[]> {
    return this.#each(this.#thing.properties, thingPaths(this.#thing).property, (property, path) => [
      ...propertyForms(property, path),
      ...this.#pushed([propertySource(this.#thing, property)], { kind: "property", affordance: property }),
    ]);
  }

  get actions(): ReadonlyMap<string, readonly Form[]> {
    return this.#each(this.#thing.actions, thingPaths(this.#thing).action, (action, path) => [
      ...actionForms(action, path),
      ...this.#pushed([], { kind: "action", affordance: action }),
    ]);
  }

  get events(): ReadonlyMap<string, readonly Form[]> {
    return this.#each(this.#thing.events, thingPaths(this.#thing).event, (event) =>
      this.#pushed([eventSource(this.#thing, event)], { kind: "event", affordance: event }),
    );
  }

  get thing(): readonly Form[] {
    const thing = this.#thing;
    return [
      ...wholeThingForms(thing, this.#base, thingPaths(thing)),
      ...this.#pushed([allPropertiesSource(thing), allEventsSource(thing)], { kind: "thing" }),
    ];
  }

  /** The Forms of all subprotocols: those that subscribe to `sources`, and those that do more at `place`. */
  #pushed(sources: readonly (EmissionSource | undefined)[], place: FormPlace): readonly Form[] {
    const known = sources.filter((source) => source !== undefined);
    return this.#subprotocols.flatMap((subprotocol) => [
      ...known.flatMap((source) => subprotocol.sourceForms?.(source, this.#base) ?? []),
      ...(subprotocol.placeForms?.(this.#thing, place, this.#base) ?? []),
    ]);
  }

  profiles(offered: OfferedForms): readonly string[] {
    return metProfiles(this.#thing, offered);
  }

  #each<A extends HostedAffordance>(
    all: ReadonlyMap<string, A>,
    pathOf: (name: string) => PathSegments,
    forms: (affordance: A, path: string) => readonly Form[],
  ): ReadonlyMap<string, readonly Form[]> {
    const base = this.#base;
    return new Map([...all].map(([name, one]) => [name, forms(one, base + uriPath(pathOf(name)))] as const));
  }
}

/** Content type of an ActionStatus. */
const statusType = "application/json";

function propertyForms(property: HostedProperty, path: string): readonly Form[] {
  const op: Operation[] = [];
  if (!property.writeOnly) op.push("readproperty");
  if (!property.readOnly) op.push("writeproperty");
  return op.length === 0 ? [] : property.contentTypes.map((contentType) => form(path, property, contentType, op));
}

function actionForms(action: HostedAction, path: string): readonly Form[] {
  const invoke = action.contentTypes.map((contentType) => form(path, action, contentType, ["invokeaction"]));
  if (action.synchronous) return invoke;
  return [
    ...invoke.map(answeredWithStatus),
    { href: path, op: "queryaction", contentType: statusType, "htv:methodName": "GET" },
    { href: path, op: "cancelaction", contentType: statusType, "htv:methodName": "DELETE" },
  ];
}

/** An input may come in any content type of the action, but a status is always JSON. */
const answeredWithStatus = (invoke: Form): Form =>
  invoke.contentType === statusType ? invoke : { ...invoke, response: { contentType: statusType } };

function wholeThingForms(thing: HostedThing, base: string, paths: ThingPaths): readonly Form[] {
  const properties = [...thing.properties.values()];
  const readable = properties.some((property) => !property.writeOnly);
  const writable = properties.some((property) => !property.readOnly);
  const href = base + uriPath(paths.properties);
  const forms: Form[] = [];
  for (const contentType of thing.contentTypes) {
    if (readable) forms.push({ href, contentType, op: "readallproperties" });
    if (readable) forms.push({ href: `${href}{?names}`, contentType, op: "readmultipleproperties" });
    if (writable) forms.push({ href, contentType, op: "writemultipleproperties" });
    if (writable) forms.push({ href: `${href}?${writeAllQuery}`, contentType, op: "writeallproperties" });
  }
  if (thing.actions.size > 0) {
    const queryAll = { href: base + uriPath(paths.actions), contentType: "application/json", "htv:methodName": "GET" };
    forms.push({ ...queryAll, op: "queryallactions" });
  }
  return forms;
}

function form(path: string, { uriVariables }: HostedAffordance, contentType: string, op: readonly Operation[]): Form {
  return { href: path + queryTemplate(templateNames(uriVariables)), contentType, op };
}
