import { coapServer } from "@thingwright/binding-coap";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { ownProcessorUs } from "../../lib/processor-time.mjs";

const server = coapServer({ port: 0 });
const servient = new Servient({ servers: [server] });
await servient.start();
const thing = servient.produce(counter);
let value = 1_000_000;
thing.set("count", value);
await thing.expose();
serve({ port: Number(new URL(server.addresses()[0]).port) }, async ({ change }) => {
  if (change) {
    value += 1;
    thing.set("count", value);
  }
  return { value, processorUs: ownProcessorUs() };
});
