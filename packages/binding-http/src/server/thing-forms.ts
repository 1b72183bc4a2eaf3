import {
  type HostedAction,
  type HostedAffordance,
  type HostedEvent,
  type HostedProperty,
  type HostedThing,
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
import { isText } from "./content-choice.js";
import { metProfiles } from "./met-profiles.js";
import { pollPath } from "./poll-path.js";

/**
 * The Forms of a Thing under the base URI of a server: one for each content type that it can be asked for, then an event
 * stream, then long polls. Methods are named where TD 1.1 §8.3.1 has no default.
 *
 * They are made at each look at them, which is when the Thing Description is written, and not kept.
 */
export class HttpThingForms implements ThingForms {
  readonly #thing: HostedThing;
  readonly #base: string;

  constructor(thing: HostedThing, base: string) {
    this.#thing = thing;
    this.#base = base;
  }

  get properties(): ReadonlyMap<string, readonly Form[]> {
    return this.#each(this.#thing.properties, thingPaths(this.#thing).property, propertyForms);
  }

  get actions(): ReadonlyMap<string, readonly Form[]> {
    return this.#each(this.#thing.actions, thingPaths(this.#thing).action, actionForms);
  }

  get events(): ReadonlyMap<string, readonly Form[]> {
    return this.#each(this.#thing.events, thingPaths(this.#thing).event, eventForms);
  }

  get thing(): readonly Form[] {
    return wholeThingForms(this.#thing, this.#base, thingPaths(this.#thing));
  }

  get profiles(): readonly string[] {
    const { properties, actions, events, thing } = this;
    return metProfiles(this.#thing, { properties, actions, events, thing });
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
  const forms =
    op.length === 0 ? [] : property.contentTypes.map((contentType) => form(path, property, contentType, op));
  if (!property.observable) return forms;
  return [...forms, ...subscriptionForms(path, property, ["observeproperty", "unobserveproperty"])];
}

function eventForms(event: HostedEvent, path: string): readonly Form[] {
  return subscriptionForms(path, event, ["subscribeevent", "unsubscribeevent"]);
}

function subscriptionForms(path: string, affordance: HostedAffordance, op: readonly Operation[]): readonly Form[] {
  const text = affordance.contentTypes.find(isText);
  const polls = affordance.contentTypes.map((contentType) => ({
    ...form(pollPath(path), affordance, contentType, op),
    subprotocol: "longpoll",
    "htv:methodName": "GET",
  }));
  return text === undefined ? polls : [{ ...form(path, affordance, text, op), subprotocol: "sse" }, ...polls];
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
  const text = thing.contentTypes.find(isText);
  const href = base + uriPath(paths.properties);
  const forms: Form[] = [];
  for (const contentType of thing.contentTypes) {
    if (readable) forms.push({ href, contentType, op: "readallproperties" });
    if (readable) forms.push({ href: `${href}{?names}`, contentType, op: "readmultipleproperties" });
    if (writable) forms.push({ href, contentType, op: "writemultipleproperties" });
    if (writable) forms.push({ href: `${href}?${writeAllQuery}`, contentType, op: "writeallproperties" });
  }
  if (text !== undefined && properties.some((property) => property.observable)) {
    forms.push({ href, contentType: text, subprotocol: "sse", op: ["observeallproperties", "unobserveallproperties"] });
  }
  if (thing.actions.size > 0) {
    const queryAll = { href: base + uriPath(paths.actions), contentType: "application/json", "htv:methodName": "GET" };
    forms.push({ ...queryAll, op: "queryallactions" });
  }
  if (text !== undefined && thing.events.size > 0) {
    const op = ["subscribeallevents", "unsubscribeallevents"] as const;
    forms.push({ href: base + uriPath(paths.events), contentType: text, subprotocol: "sse", op });
  }
  return forms;
}

function form(path: string, { uriVariables }: HostedAffordance, contentType: string, op: readonly Operation[]): Form {
  return { href: path + queryTemplate(templateNames(uriVariables)), contentType, op };
}
