import { isRecord } from "@thingwright/td";
import { entriesOf, isText, itemsOf } from "../../read/entries.js";
import type { AsyncExchange, Channel } from "./exchange.js";
import { messageMap, messagesAt, payloadOf } from "./messages.js";
import type { AsyncReaders } from "./readers.js";

const channelTerms = new Set([
  "$ref",
  "address",
  "servers",
  "parameters",
  "messages",
  "title",
  "summary",
  "description",
]);
const operationTerms = new Set([
  ...["action", "channel", "messages", "title", "summary", "description", "bindings", "security", "reply"],
  ...["x-wot-operation", "x-wot-affordance"],
]);

/** Exchanges of an AsyncAPI 3 document, in which an operation says what the application does. */
export function* exchangesOf3(readers: AsyncReaders): Generator<AsyncExchange> {
  const { source, schemas, security } = readers;
  const channels = new Map<string, Channel | undefined>();
  for (const [name, value, pointer] of entriesOf(source.document.operations, "/operations")) {
    const operation = source.follow(value, pointer);
    if (operation === undefined) continue;
    source.countOperation(pointer);
    source.losses.addOthers(operation.value, operation.pointer, operationTerms, "a Form");
    const { action, messages, reply } = operation.value;
    const channel = channelAt(operation.value.channel, `${operation.pointer}/channel`, readers, channels);
    if ((action !== "send" && action !== "receive") || channel === undefined) {
      source.losses.add(operation.pointer, "this operation has no action over a channel with an address");
      continue;
    }
    const own = Array.isArray(messages)
      ? messagesAt(messages, `${operation.pointer}/messages`, source)
      : messageMap(channel.value.messages, `${channel.pointer}/messages`, source);
    yield {
      action,
      name,
      channel,
      operation,
      ...payloadOf(own, source, schemas),
      reply: replyOf(reply, `${operation.pointer}/reply`, readers),
      security: Array.isArray(operation.value.security)
        ? security.read(operation.value.security, `${operation.pointer}/security`)
        : undefined,
    };
  }
}

function channelAt(
  value: unknown,
  pointer: string,
  { source, channelOf, serverAt }: AsyncReaders,
  known: Map<string, Channel | undefined>,
): Channel | undefined {
  const place = source.follow(value, pointer);
  if (place === undefined) return undefined;
  if (known.has(place.pointer)) return known.get(place.pointer);
  source.losses.addOthers(place.value, place.pointer, channelTerms, "a Thing Description");
  const key = place.pointer.slice(place.pointer.lastIndexOf("/") + 1);
  const named = itemsOf(place.value.servers, `${place.pointer}/servers`).flatMap(
    ([each, at]) => serverAt(each, at) ?? [],
  );
  const { address } = place.value;
  const channel = isText(address) ? channelOf(key, address, place, named) : undefined;
  known.set(place.pointer, channel);
  return channel;
}

/** The data that answers a request; that it comes over another channel is a loss. */
function replyOf(reply: unknown, pointer: string, { source, schemas }: AsyncReaders) {
  if (!isRecord(reply)) return undefined;
  const place = source.follow(reply, pointer);
  if (place === undefined) return undefined;
  source.losses.add(pointer, "the channel of the reply is left out");
  const messages = Array.isArray(place.value.messages)
    ? messagesAt(place.value.messages, `${place.pointer}/messages`, source)
    : [];
  return payloadOf(messages, source, schemas).payload;
}
