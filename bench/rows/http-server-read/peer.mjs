import { serve } from "../../lib/contender.mjs";
import { counters, countsOf } from "../../lib/counter.mjs";
import { nodeWot } from "../../lib/interop.mjs";

const servient = new nodeWot.core.Servient();
const server = new nodeWot.http.HttpServer({ port: 0 });
servient.addServer(server);
const wot = await servient.start();
const things = Number(process.argv[2]);
for (const counter of counters(things)) {
  const thing = await wot.produce(counter);
  thing.setPropertyReadHandler("count", async () => 42);
  await thing.expose();
}
serve({ urls: countsOf(`http://127.0.0.1:${server.getPort()}`, things) });
