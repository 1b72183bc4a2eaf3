import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counters, countsOf } from "../../lib/counter.mjs";

const server = httpServer({ port: 0 });
const servient = new Servient({ servers: [server] });
await servient.start();
const things = Number(process.argv[2]);
for (const counter of counters(things)) {
  const thing = servient.produce(counter);
  thing.setPropertyReadHandler("count", () => 42);
  await thing.expose();
}
serve({ urls: countsOf(server.addresses()[0], things) });
