import { coapServer } from "@thingwright/binding-coap";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { psk } from "../../load/coaps-load.mjs";

const server = coapServer({ port: 0, tls: { psk: () => psk.key } });
const servient = new Servient({ servers: [server] });
await servient.start();
const thing = servient.produce(counter);
thing.setPropertyReadHandler("count", () => 42);
await thing.expose();
serve({ port: Number(new URL(server.addresses()[0]).port), path: "counter/properties/count" });
