import { httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { producing } from "../../lib/produced.mjs";

const servient = new Servient({ servers: [httpServer({ port: 0 })] });
await servient.start();
const make = async (init) => {
  const thing = servient.produce(init);
  await thing.expose();
  return thing;
};
serve({}, ({ count }) => producing(count, make));
