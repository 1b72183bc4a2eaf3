import { coapServer } from "@thingwright/binding-coap";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";

const server = coapServer({ port: 0 });
const servient = new Servient({ servers: [server] });
await servient.start();
const thing = servient.produce(counter);
thing.setPropertyReadHandler("count", () => 42);
await thing.expose();
serve({ port: Number(new URL(server.addresses()[0]).port) });
