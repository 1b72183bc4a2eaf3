import { MemoryNetwork, memoryClient, memoryServer } from "@thingwright/binding-memory";
import type { HostedThing } from "@thingwright/contracts";
import { type ConsumedThing, type ExposedThing, Servient, type ServientOptions } from "@thingwright/core";
import type { PartialThingDescription } from "@thingwright/td";

/** A lamp with something of everything that a Thing can have. */
export const lampInit = {
  title: "Lamp",
  properties: {
    on: { type: "boolean", default: false, observable: true },
    brightness: { type: "integer", minimum: 0, maximum: 100, default: 50, observable: true },
    serial: { type: "string", readOnly: true, const: "L-1" },
    pin: { type: "string", writeOnly: true },
    history: {
      type: "array",
      readOnly: true,
      uriVariables: { days: { type: "integer", minimum: 1 } },
    },
    unset: { type: "number", readOnly: true },
  },
  actions: {
    toggle: { output: { type: "boolean" } },
    fade: { input: { type: "object", properties: { to: { type: "integer" } }, required: ["to"] }, synchronous: false },
    hum: {},
  },
  events: {
    overheated: { data: { type: "number" } },
  },
} as PartialThingDescription;

export interface Pair extends AsyncDisposable {
  readonly network: MemoryNetwork;
  readonly servient: Servient;
  readonly exposed: ExposedThing;
  readonly consumed: ConsumedThing;
  /** The Things as the server has them. */
  things(): Iterable<HostedThing>;
}

/** The Thing of `init`, exposed and consumed over a memory network of its own. */
export async function pair(
  init: PartialThingDescription = lampInit,
  options: ServientOptions = {},
  prepare: (thing: ExposedThing) => void = () => {},
): Promise<Pair> {
  const network = new MemoryNetwork();
  const server = memoryServer(network, { name: "home" });
  const hosted: HostedThing[] = [];
  const expose = server.expose.bind(server);
  server.expose = (thing) => {
    hosted.push(thing);
    return expose(thing);
  };
  const servient = new Servient({
    clients: [memoryClient(network)],
    servers: [server],
    ...options,
  });
  await servient.start();
  const exposed = servient.produce(init);
  prepare(exposed);
  await exposed.expose();
  const consumed = servient.consume(exposed.description);
  return { network, servient, exposed, consumed, things: () => hosted, [Symbol.asyncDispose]: () => servient.stop() };
}
