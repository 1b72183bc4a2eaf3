import { mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counterAt } from "../../lib/declared-qos.mjs";
import { windowed } from "../../lib/windowed.mjs";

const [broker, qos] = process.argv.slice(2);
const servient = new Servient({ clients: [mqttClient()], servers: [mqttServer({ broker, prefix: `ours-${qos}` })] });
await servient.start();
const thing = servient.produce(counterAt(qos, "ours"));
thing.set("count", 0);
await thing.expose();
const [form] = thing.description.properties.count.forms;
if (form["mqv:qos"] !== qos) throw new Error(`the Form says QoS ${form["mqv:qos"]}`);
const observation = servient.consume(thing.description).observe("count", { maxQueued: 100_000 });
await observation.ready;
const changes = windowed((value) => thing.set("count", value));
(async () => {
  for await (const _ of observation) changes.arrived();
})();
serve({}, async ({ ms }) => ({ rate: await changes.run(ms) }));
