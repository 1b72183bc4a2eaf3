import { mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { windowed } from "../../lib/windowed.mjs";

const servient = new Servient({ clients: [mqttClient()], servers: [mqttServer({ broker: process.argv[2] })] });
await servient.start();
const thing = servient.produce({ ...counter, title: "ours" });
thing.set("count", 0);
await thing.expose();
const observation = servient.consume(thing.description).observe("count", { maxQueued: 100_000 });
await observation.ready;
const changes = windowed((value) => thing.set("count", value));
(async () => {
  for await (const _ of observation) changes.arrived();
})();
serve({}, async ({ ms }) => ({ rate: await changes.run(ms) }));
