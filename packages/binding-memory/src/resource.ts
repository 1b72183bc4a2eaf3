import {
  type ActionStatus,
  andThen,
  type Content,
  type HostedAffordance,
  type HostedSubscription,
  type HostedThing,
  type MaybePromise,
  noContent,
  type Reply,
  type Subscriber,
} from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";
import { formatAddress, queryList } from "./address.js";
import { namesVariable } from "./forms.js";
import type { MemoryRequest } from "./network.js";

/** Carries out the operation of one request on the Thing that it names. */
export function request(thing: HostedThing, call: MemoryRequest): MaybePromise<Reply> {
  const { inbound } = call;
  switch (call.operation) {
    case "readproperty":
      return find(thing.properties, call).read(inbound);
    case "writeproperty":
      return andThen(find(thing.properties, call).write(inbound), () => noContent);
    case "invokeaction":
      return invoke(thing, call);
    case "queryaction":
      return andThen(find(thing.actions, call).query(invocationOf(call), inbound), jsonContent);
    case "cancelaction":
      return andThen(find(thing.actions, call).cancel(invocationOf(call), inbound), () => noContent);
    case "readallproperties":
      return thing.readAllProperties(inbound);
    case "readmultipleproperties":
      return thing.readMultipleProperties(queryList(call.address.query, namesVariable), inbound);
    case "writeallproperties":
      return andThen(thing.writeAllProperties(inbound), () => noContent);
    case "writemultipleproperties":
      return andThen(thing.writeMultipleProperties(inbound), () => noContent);
    case "queryallactions":
      return andThen(thing.queryAllActions(inbound), (statuses) => jsonContent(Object.fromEntries(statuses)));
    default:
      throw new UnsupportedError("WOT_OPERATION", `${call.operation} is no request`);
  }
}

/** Takes the subscription that one request asks for. */
export function subscribe(
  thing: HostedThing,
  call: MemoryRequest,
  subscriber: Subscriber,
): MaybePromise<HostedSubscription> {
  switch (call.operation) {
    case "observeproperty":
      return find(thing.properties, call).observe(call.inbound, subscriber);
    case "subscribeevent":
      return find(thing.events, call).subscribe(call.inbound, subscriber);
    case "observeallproperties":
      return thing.observeAllProperties(call.inbound, subscriber);
    case "subscribeallevents":
      return thing.subscribeAllEvents(call.inbound, subscriber);
    default:
      throw new UnsupportedError("WOT_OPERATION", `${call.operation} is no subscription`);
  }
}

function invoke(thing: HostedThing, call: MemoryRequest): MaybePromise<Reply> {
  const action = find(thing.actions, call);
  return andThen(action.invoke(call.inbound), (reply) => {
    if (reply.kind === "output") return reply.content;
    const location = formatAddress(call.address.server, thing.slug, "actions", action.name, reply.status.id);
    return { ...jsonContent(reply.status), location };
  });
}

/** The affordance at `/<slug>/<kind>/<name>`, once it is clear that it has the content type that is asked for. */
function find<A extends HostedAffordance>(affordances: ReadonlyMap<string, A>, { address, inbound }: MemoryRequest): A {
  const affordance = affordances.get(address.path[2] ?? "");
  if (affordance === undefined) throw new RequestError("WOT_NOT_FOUND", "the Thing has no such affordance");
  if (inbound.accept === undefined || affordance.contentTypes.includes(inbound.accept)) return affordance;
  throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `${inbound.accept} is not offered`);
}

const invocationOf = ({ address }: MemoryRequest): string | undefined => address.path[3];

const encoder = new TextEncoder();

const jsonContent = (value: ActionStatus | object): Content => ({
  contentType: "application/json",
  body: encoder.encode(JSON.stringify(value)),
});
