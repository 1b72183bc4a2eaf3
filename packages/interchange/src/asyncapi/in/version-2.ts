import { isRecord } from "@thingwright/td";
import { entriesOf, isText, itemsOf } from "../../read/entries.js";
import type { AsyncExchange } from "./exchange.js";
import { messagesAt, payloadOf } from "./messages.js";
import type { AsyncReaders } from "./readers.js";

const channelTerms = new Set(["$ref", "servers", "parameters", "publish", "subscribe", "description"]);
const operationTerms = new Set(["operationId", "summary", "description", "message", "bindings", "security"]);

/** Exchanges of an AsyncAPI 2 document, in which `subscribe` is what others may do: the application sends. */
export function* exchangesOf2({
  source,
  schemas,
  channelOf,
  security,
  servers,
}: AsyncReaders): Generator<AsyncExchange> {
  for (const [address, value, pointer] of entriesOf(source.document.channels, "/channels")) {
    const place = source.follow(value, pointer);
    if (place === undefined) continue;
    source.losses.addOthers(place.value, place.pointer, channelTerms, "a Thing Description");
    const named = itemsOf(place.value.servers, `${place.pointer}/servers`).flatMap(([name]) =>
      isText(name) ? (servers.get(name) ?? []) : [],
    );
    const channel = channelOf(address, address, place, named);
    for (const [term, action] of [
      ["subscribe", "send"],
      ["publish", "receive"],
    ] as const) {
      const operation = source.follow(place.value[term], `${place.pointer}/${term}`);
      if (operation === undefined) continue;
      source.countOperation(operation.pointer);
      source.losses.addOthers(operation.value, operation.pointer, operationTerms, "a Form");
      const messages = messagesAt(operation.value.message, `${operation.pointer}/message`, source);
      yield {
        action,
        name: isText(operation.value.operationId) ? operation.value.operationId : undefined,
        channel,
        operation,
        ...payloadOf(messages, source, schemas),
        reply: undefined,
        security:
          isRecord(operation.value) && Array.isArray(operation.value.security)
            ? security.read(operation.value.security, `${operation.pointer}/security`)
            : undefined,
      };
    }
  }
}
