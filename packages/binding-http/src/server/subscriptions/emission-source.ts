import {
  type HostedEvent,
  type HostedProperty,
  type HostedSubscription,
  type HostedThing,
  type InboundRequest,
  type MaybePromise,
  type Subscriber,
  thingPaths,
  uriPath,
} from "@thingwright/contracts";
import type { DataSchema, Operation } from "@thingwright/td";

/** Where emissions come from: one affordance, or all of a kind. */
export interface EmissionSource {
  readonly thingId: string;
  /** Path of the Thing, percent-encoded. */
  readonly thingPath: string;
  /** Unique within the server: its path, percent-encoded. */
  readonly path: string;
  /** Name for the `event` field; absent when each emission is an object whose only member says it. */
  readonly name?: string;
  /** Of the affordance that `name` names, or of the one with this name among all: where it is. */
  pathOf(name: string): string;
  /** Whether only the newest value matters, so that a slow reader may miss those before it. */
  readonly conflates: boolean;
  /** Whether a GET at `path` that subscribes to nothing has an answer. */
  readonly isReadable: boolean;
  readonly contentTypes: readonly string[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /** Headers of what a GET at `path` is answered with, names and values in turn. */
  readonly headers?: readonly string[];
  /** What subscribes, and what ends that. */
  readonly operations: readonly [Operation, Operation];
  open(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
}

/** The source that `property` is; `undefined` when it cannot be observed. */
export function propertySource(thing: HostedThing, property: HostedProperty): EmissionSource | undefined {
  if (!property.observable) return undefined;
  const path = uriPath(thingPaths(thing).property(property.name));
  return {
    thingId: thing.id,
    thingPath: uriPath(thingPaths(thing).description),
    path,
    pathOf: () => path,
    name: property.name,
    conflates: true,
    isReadable: !property.writeOnly,
    contentTypes: property.contentTypes,
    uriVariables: property.uriVariables,
    operations: ["observeproperty", "unobserveproperty"],
    open: (request, subscriber) => property.observe(request, subscriber),
  };
}

/** The source that `event` is. */
export function eventSource(thing: HostedThing, event: HostedEvent): EmissionSource {
  const path = uriPath(thingPaths(thing).event(event.name));
  return {
    thingId: thing.id,
    thingPath: uriPath(thingPaths(thing).description),
    path,
    pathOf: () => path,
    name: event.name,
    conflates: false,
    isReadable: false,
    contentTypes: event.contentTypes,
    uriVariables: event.uriVariables,
    operations: ["subscribeevent", "unsubscribeevent"],
    open: (request, subscriber) => event.subscribe(request, subscriber),
  };
}

/** The source that all properties are together; `undefined` when none can be observed. */
export function allPropertiesSource(thing: HostedThing): EmissionSource | undefined {
  if (![...thing.properties.values()].some(({ observable }) => observable)) return undefined;
  const paths = thingPaths(thing);
  return {
    thingId: thing.id,
    thingPath: uriPath(thingPaths(thing).description),
    path: uriPath(paths.properties),
    pathOf: (name) => uriPath(paths.property(name)),
    conflates: false,
    isReadable: true,
    contentTypes: thing.contentTypes,
    uriVariables: noVariables,
    operations: ["observeallproperties", "unobserveallproperties"],
    open: (request, subscriber) => thing.observeAllProperties(request, subscriber),
  };
}

/** The source that all events are together; `undefined` when there are none. */
export function allEventsSource(thing: HostedThing): EmissionSource | undefined {
  if (thing.events.size === 0) return undefined;
  const paths = thingPaths(thing);
  return {
    thingId: thing.id,
    thingPath: uriPath(thingPaths(thing).description),
    path: uriPath(paths.events),
    pathOf: (name) => uriPath(paths.event(name)),
    conflates: false,
    isReadable: false,
    contentTypes: thing.contentTypes,
    uriVariables: noVariables,
    operations: ["subscribeallevents", "unsubscribeallevents"],
    open: (request, subscriber) => thing.subscribeAllEvents(request, subscriber),
  };
}

const noVariables: ReadonlyMap<string, DataSchema> = new Map();
