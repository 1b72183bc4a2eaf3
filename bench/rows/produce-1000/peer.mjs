import { serve } from "../../lib/contender.mjs";
import { nodeWot } from "../../lib/interop.mjs";
import { producing } from "../../lib/produced.mjs";

const servient = new nodeWot.core.Servient();
servient.addServer(new nodeWot.http.HttpServer({ port: 0 }));
const wot = await servient.start();
const make = async (init) => {
  const thing = await wot.produce(init);
  await thing.expose();
  return thing;
};
serve({}, ({ count }) => producing(count, make));
