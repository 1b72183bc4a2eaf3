import { andThen, type MaybePromise } from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";
import type { RequestMessage } from "../../websocket/message.js";
import { jsonTypeOf } from "../requests/content-choice.js";
import {
  allEventsSource,
  allPropertiesSource,
  type EmissionSource,
  eventSource,
  propertySource,
} from "../subscriptions/emission-source.js";
import { requireJsonType } from "./json-payload.js";
import { type MessageContext, type MessageResult, propertyOf, unknown } from "./message-operation.js";

export function subscribe(
  connection: MessageContext,
  message: RequestMessage,
  source: EmissionSource,
): MaybePromise<MessageResult> {
  requireJsonType(source);
  return andThen(connection.subscriptions.open(source, message), (subscription) => ({
    members: { name: source.name },
    begun: [subscription],
  }));
}

export async function subscribeAll(
  connection: MessageContext,
  message: RequestMessage,
  sources: readonly EmissionSource[],
): Promise<MessageResult> {
  return { begun: await connection.subscriptions.openAll(sources, message) };
}

/** Ends what there is; that there was nothing is no error. */
export function unsubscribe(
  connection: MessageContext,
  sources: readonly EmissionSource[],
  { name }: RequestMessage,
): MessageResult {
  for (const { path } of sources) connection.subscriptions.close(path);
  return name === undefined ? {} : { members: { name } };
}

export function observable(connection: MessageContext, message: RequestMessage): EmissionSource {
  const source = propertySource(connection.thing, propertyOf(connection, message));
  if (source === undefined) throw new UnsupportedError("WOT_OPERATION", "this property cannot be observed");
  return source;
}

export function event({ thing }: MessageContext, { name = "" }: RequestMessage): EmissionSource {
  return eventSource(thing, thing.events.get(name) ?? unknown("event"));
}

/** All properties that a message can carry and that can be observed without variables. */
export function properties({ thing }: MessageContext): readonly EmissionSource[] {
  if (allPropertiesSource(thing) === undefined) throw new RequestError("WOT_NOT_FOUND", "nothing can be observed here");
  return carriable([...thing.properties.values()].map((property) => propertySource(thing, property)));
}

export function events({ thing }: MessageContext): readonly EmissionSource[] {
  if (allEventsSource(thing) === undefined) throw new RequestError("WOT_NOT_FOUND", "the Thing has no events");
  return carriable([...thing.events.values()].map((each) => eventSource(thing, each)));
}

const carriable = (sources: readonly (EmissionSource | undefined)[]): readonly EmissionSource[] =>
  sources
    .filter((source) => source !== undefined)
    .filter(({ contentTypes, uriVariables }) => jsonTypeOf(contentTypes) !== undefined && uriVariables.size === 0);
