import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";

const server = httpServer({ port: 0 });
const servient = new Servient({ servers: [server] });
await servient.start();
const thing = servient.produce(counter);
let count = 0;
thing.setPropertyWriteHandler("count", async (value) => {
  count = await value.value();
});
thing.setPropertyReadHandler("count", () => count);
await thing.expose();
serve({ url: `${server.addresses()[0]}/counter/properties/count` });
