import { andThen, type MaybePromise } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { RequestMessage } from "../../websocket/message.js";
import { contentOf, jsonPayload, requireJsonType } from "./json-payload.js";
import { acceptOf, type MessageContext, type MessageResult, propertyOf } from "./message-operation.js";

export function readProperty(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const property = propertyOf(connection, message);
  const request = connection.inbound({ accept: acceptOf(property) });
  return andThen(property.read(request), (content) => ({
    members: { name: property.name },
    payload: jsonPayload("value", content),
  }));
}

/** A Thing that has taken a value confirms it; one that only takes values cannot say what it has. */
export function writeProperty(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const property = propertyOf(connection, message);
  const { name, writeOnly } = property;
  const content = contentOf(message.value, requireJsonType(property));
  return andThen(property.write(connection.inbound({ content })), () => ({
    members: writeOnly ? { name } : { name, value: message.value },
  }));
}

export function readAllProperties(connection: MessageContext): MaybePromise<MessageResult> {
  const { thing } = connection;
  return andThen(thing.readAllProperties(connection.inbound({ accept: acceptOf(thing) })), (content) => ({
    payload: jsonPayload("values", content),
  }));
}

export function readMultipleProperties(
  connection: MessageContext,
  message: RequestMessage,
): MaybePromise<MessageResult> {
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

export function writeProperties(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const { thing } = connection;
  const { values = {} } = message;
  if (Object.keys(values).length === 0) throw new RequestError("WOT_BAD_REQUEST", '"values" must have a member');
  const request = connection.inbound({ content: contentOf(values, requireJsonType(thing)) });
  const isAll = message.operation === "writeallproperties";
  const written = isAll ? thing.writeAllProperties(request) : thing.writeMultipleProperties(request);
  return andThen(written, () => ({ members: { values } }));
}
