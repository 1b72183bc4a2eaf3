import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";

const limits = { maxSubscriptionsPerClient: 10_000, maxSubscriptions: 10_000 };
const server = httpServer({ port: 0, limits });
const servient = new Servient({ servers: [server] });
await servient.start();
const thing = servient.produce(counter);
let count = 1_000_000;
thing.set("count", count);
await thing.expose();
serve({ url: `${server.addresses()[0]}/counter/properties/count` }, async ({ changes }) => {
  for (let i = 0; i < changes; i += 1) {
    count += 1;
    thing.set("count", count);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {};
});
