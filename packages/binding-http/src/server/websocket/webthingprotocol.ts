import { type HostedThing, thingPaths, uriPath } from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import { webThingProtocol } from "../../websocket/message.js";
import { jsonTypeOf } from "../requests/content-choice.js";
import type { HttpServerSettings } from "../server-options.js";
import type { FormPlace, ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { WebSocketConnections } from "./web-socket-connections.js";

/**
 * The Web Thing Protocol: all operations of a Thing over a WebSocket at the Thing's own address.
 *
 * @see Web Thing Protocol, WebSocket Sub-protocol (W3C Community Group draft)
 */
export function webthingprotocol({ limits, clock }: HttpServerSettings): ServerSubprotocol {
  const connections = new WebSocketConnections(limits, clock);
  return {
    name: webThingProtocol,
    schemes: ["ws", "wss"],
    placeForms: (thing, place, base) => {
      const op = operationsAt(thing, place);
      return op.length === 0 ? [] : [formOf(thing, base, op)];
    },
    upgrade: (thing, request, socket, head) => connections.accept(thing, request, socket, head),
    withdraw: (thingId) => connections.withdraw(thingId),
    stop: () => connections.stop(),
  };
}

const formOf = (thing: HostedThing, base: string, op: readonly Operation[]): Form => ({
  href: base.replace(/^http/, "ws") + uriPath(thingPaths(thing).description),
  contentType: "application/json",
  op,
  subprotocol: webThingProtocol,
});

/** What can be done at `place` by messages: they carry JSON, and no `uriVariables`. */
function operationsAt(thing: HostedThing, place: FormPlace): readonly Operation[] {
  if (place.kind === "thing") return thingOperations(thing);
  const { contentTypes, uriVariables } = place.affordance;
  if (jsonTypeOf(contentTypes) === undefined || uriVariables.size > 0) return [];
  if (place.kind === "event") return ["subscribeevent", "unsubscribeevent"];
  if (place.kind === "action") {
    return place.affordance.synchronous ? ["invokeaction"] : ["invokeaction", "queryaction", "cancelaction"];
  }
  const { readOnly, writeOnly, observable } = place.affordance;
  return [
    ...(writeOnly ? [] : (["readproperty"] as const)),
    ...(readOnly ? [] : (["writeproperty"] as const)),
    ...(observable ? (["observeproperty", "unobserveproperty"] as const) : []),
  ];
}

function thingOperations({ contentTypes, properties, actions, events }: HostedThing): readonly Operation[] {
  if (jsonTypeOf(contentTypes) === undefined) return [];
  const all = [...properties.values()];
  return [
    ...(all.some(({ writeOnly }) => !writeOnly) ? (["readallproperties", "readmultipleproperties"] as const) : []),
    ...(all.some(({ readOnly }) => !readOnly) ? (["writeallproperties", "writemultipleproperties"] as const) : []),
    ...(all.some(({ observable }) => observable) ? (["observeallproperties", "unobserveallproperties"] as const) : []),
    ...(actions.size > 0 ? (["queryallactions"] as const) : []),
    ...(events.size > 0 ? (["subscribeallevents", "unsubscribeallevents"] as const) : []),
  ];
}
