import type { Operation } from "@thingwright/td";
import { cancelAction, invokeAction, queryAction, queryAllActions } from "./action-operations.js";
import type { MessageOperation } from "./message-operation.js";
import {
  readAllProperties,
  readMultipleProperties,
  readProperty,
  writeProperties,
  writeProperty,
} from "./property-operations.js";
import {
  event,
  events,
  observable,
  properties,
  subscribe,
  subscribeAll,
  unsubscribe,
} from "./subscription-operations.js";

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
