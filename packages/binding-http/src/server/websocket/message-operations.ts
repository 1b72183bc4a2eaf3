import {
  type ActionStatus,
  andThen,
  type HostedAction,
  type HostedProperty,
  type HostedThing,
  type MaybePromise,
} from "@thingwright/contracts";
import { CredentialsError, RequestError, UnsupportedError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import { toStatusObject } from "../../websocket/action-status-object.js";
import type { JsonMember } from "../../websocket/encode-message.js";
import type { RequestMessage } from "../../websocket/message.js";
import { jsonTypeOf } from "../requests/content-choice.js";
import {
  allEventsSource,
  allPropertiesSource,
  type EmissionSource,
  eventSource,
  propertySource,
} from "../subscriptions/emission-source.js";
import { contentOf, jsonPayload, requireJsonType } from "./json-payload.js";
import type { MessageChannel } from "./message-channel.js";
import type { MessageSubscriptions } from "./message-subscriptions.js";
import type { WebSocketSubscription } from "./web-socket-subscription.js";

/** What an operation puts into its response, beside what every response has. */
export interface MessageResult {
  readonly members?: Readonly<Record<string, unknown>>;
  readonly payload?: JsonMember | undefined;
  /** Subscriptions that may speak once the response has been sent. */
  readonly begun?: readonly WebSocketSubscription[];
}

/** The connection that a request came on. */
export interface MessageContext extends MessageChannel {
  readonly subscriptions: MessageSubscriptions;
}

/** Carries out a request. Fails as the Thing does. */
type MessageOperation = (connection: MessageContext, message: RequestMessage) => MaybePromise<MessageResult>;

/** Every operation of the Web Thing Protocol. */
export const messageOperations: ReadonlyMap<Operation, MessageOperation> = new Map<Operation, MessageOperation>([
  ["readproperty", readProperty],
  ["writeproperty", writeProperty],
  ["readallproperties", readAllProperties],
  ["readmultipleproperties", readMultipleProperties],
  ["writeallproperties", writeProperties],
  ["writemultipleproperties", writeProperties],
  ["observeproperty", (connection, message) => subscribe(connection, message, observable(connection, message))],
  ["unobserveproperty", (connection, message) => unsubscribe(connection, [observable(connection, message)], message)],
  ["observeallproperties", (connection, message) => subscribeAll(connection, message, properties(connection))],
  ["unobserveallproperties", (connection, message) => unsubscribe(connection, properties(connection), message)],
  ["invokeaction", invokeAction],
  ["queryaction", queryAction],
  ["cancelaction", cancelAction],
  ["queryallactions", queryAllActions],
  ["subscribeevent", (connection, message) => subscribe(connection, message, event(connection, message))],
  ["unsubscribeevent", (connection, message) => unsubscribe(connection, [event(connection, message)], message)],
  ["subscribeallevents", (connection, message) => subscribeAll(connection, message, events(connection))],
  ["unsubscribeallevents", (connection, message) => unsubscribe(connection, events(connection), message)],
]);

function readProperty(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const property = propertyOf(connection, message);
  const request = connection.inbound({ accept: acceptOf(property) });
  return andThen(property.read(request), (content) => ({
    members: { name: property.name },
    payload: jsonPayload("value", content),
  }));
}

/** A Thing that has taken a value confirms it; one that only takes values cannot say what it has. */
function writeProperty(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const property = propertyOf(connection, message);
  const { name, writeOnly } = property;
  const content = contentOf(message.value, requireJsonType(property));
  return andThen(property.write(connection.inbound({ content })), () => ({
    members: writeOnly ? { name } : { name, value: message.value },
  }));
}

function readAllProperties(connection: MessageContext): MaybePromise<MessageResult> {
  const { thing } = connection;
  return andThen(thing.readAllProperties(connection.inbound({ accept: acceptOf(thing) })), (content) => ({
    payload: jsonPayload("values", content),
  }));
}

function readMultipleProperties(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const { thing } = connection;
  const names = message.names ?? [];
  if (!names.every((name) => thing.properties.has(name))) {
    throw new RequestError("WOT_BAD_REQUEST", "the Thing does not have all of these properties");
  }
  const request = connection.inbound({ accept: acceptOf(thing) });
  return andThen(thing.readMultipleProperties(names, request), (content) => ({
    payload: jsonPayload("values", content),
  }));
}

function writeProperties(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const { thing } = connection;
  const { values = {} } = message;
  if (Object.keys(values).length === 0) throw new RequestError("WOT_BAD_REQUEST", '"values" must have a member');
  const request = connection.inbound({ content: contentOf(values, requireJsonType(thing)) });
  const isAll = message.operation === "writeallproperties";
  const written = isAll ? thing.writeAllProperties(request) : thing.writeMultipleProperties(request);
  return andThen(written, () => ({ members: { values } }));
}

function invokeAction(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const action = actionOf(connection, message.name);
  const contentType = requireJsonType(action);
  const accept = acceptOf(action);
  const isEmpty = message.input === undefined;
  const request = connection.inbound(isEmpty ? { accept } : { accept, content: contentOf(message.input, contentType) });
  return andThen(action.invoke(request), (reply) =>
    reply.kind === "output"
      ? { members: { name: action.name }, payload: jsonPayload("output", reply.content) }
      : { members: { name: action.name, status: toStatusObject(reply.status) } },
  );
}

async function queryAction(connection: MessageContext, message: RequestMessage): Promise<MessageResult> {
  const { name, result } = await ofInvocation(connection, message, (action, id) =>
    action.query(id, connection.inbound({})),
  );
  return { members: { name, status: toStatusObject(result) } };
}

async function cancelAction(connection: MessageContext, message: RequestMessage): Promise<MessageResult> {
  await ofInvocation(connection, message, (action, id) => action.cancel(id, connection.inbound({})));
  return { members: { actionID: message.actionID } };
}

/**
 * Does `work` with the action that has the invocation: the draft's message does not say which one it is. Actions that the
 * Consumer may not ask hide none of the others.
 */
async function ofInvocation<T>(
  connection: MessageContext,
  { actionID, name }: RequestMessage,
  work: (action: HostedAction, id: string | undefined) => MaybePromise<T>,
): Promise<{ readonly name: string; readonly result: T }> {
  const { actions } = connection.thing;
  const candidates = name === undefined ? [...actions.values()] : [actionOf(connection, name)];
  let refusal: CredentialsError | undefined;
  for (const action of candidates) {
    if (action.synchronous) continue;
    try {
      return { name: action.name, result: await work(action, actionID) };
    } catch (error) {
      if (error instanceof CredentialsError) refusal ??= error;
      else if (!(error instanceof RequestError && error.code === "WOT_NOT_FOUND")) throw error;
    }
  }
  throw refusal ?? new RequestError("WOT_NOT_FOUND", "there is no such invocation");
}

function queryAllActions(connection: MessageContext): MaybePromise<MessageResult> {
  return andThen(connection.thing.queryAllActions(connection.inbound({})), (all) => {
    const statuses: Record<string, unknown> = Object.create(null);
    for (const [name, list] of all) statuses[name] = list.map((status: ActionStatus) => toStatusObject(status));
    return { members: { statuses } };
  });
}

function subscribe(
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

async function subscribeAll(
  connection: MessageContext,
  message: RequestMessage,
  sources: readonly EmissionSource[],
): Promise<MessageResult> {
  return { begun: await connection.subscriptions.openAll(sources, message) };
}

/** Ends what there is; that there was nothing is no error. */
function unsubscribe(
  connection: MessageContext,
  sources: readonly EmissionSource[],
  { name }: RequestMessage,
): MessageResult {
  for (const { path } of sources) connection.subscriptions.close(path);
  return name === undefined ? {} : { members: { name } };
}

function observable(connection: MessageContext, message: RequestMessage): EmissionSource {
  const source = propertySource(connection.thing, propertyOf(connection, message));
  if (source === undefined) throw new UnsupportedError("WOT_OPERATION", "this property cannot be observed");
  return source;
}

function event({ thing }: MessageContext, { name = "" }: RequestMessage): EmissionSource {
  return eventSource(thing, thing.events.get(name) ?? unknown("event"));
}

/** All properties that a message can carry and that can be observed without variables. */
function properties({ thing }: MessageContext): readonly EmissionSource[] {
  if (allPropertiesSource(thing) === undefined) throw new RequestError("WOT_NOT_FOUND", "nothing can be observed here");
  return carriable([...thing.properties.values()].map((property) => propertySource(thing, property)));
}

function events({ thing }: MessageContext): readonly EmissionSource[] {
  if (allEventsSource(thing) === undefined) throw new RequestError("WOT_NOT_FOUND", "the Thing has no events");
  return carriable([...thing.events.values()].map((each) => eventSource(thing, each)));
}

const carriable = (sources: readonly (EmissionSource | undefined)[]): readonly EmissionSource[] =>
  sources
    .filter((source) => source !== undefined)
    .filter(({ contentTypes, uriVariables }) => jsonTypeOf(contentTypes) !== undefined && uriVariables.size === 0);

const propertyOf = ({ thing }: MessageContext, { name = "" }: RequestMessage): HostedProperty =>
  thing.properties.get(name) ?? unknown("property");

const actionOf = ({ thing }: MessageContext, name = ""): HostedAction => thing.actions.get(name) ?? unknown("action");

/** The content type to ask for; `undefined` for the first. */
function acceptOf(affordance: Pick<HostedThing, "contentTypes">): string | undefined {
  const contentType = requireJsonType(affordance);
  return contentType === affordance.contentTypes[0] ? undefined : contentType;
}

function unknown(kind: string): never {
  throw new RequestError("WOT_NOT_FOUND", `the Thing has no ${kind} of this name`);
}
