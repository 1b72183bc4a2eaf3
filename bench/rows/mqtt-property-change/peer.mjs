import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { nodeWot } from "../../lib/interop.mjs";
import { windowed } from "../../lib/windowed.mjs";

const servient = new nodeWot.core.Servient();
servient.addServer(new nodeWot.mqtt.MqttBrokerServer({ uri: process.argv[2] }));
servient.addClientFactory(new nodeWot.mqtt.MqttClientFactory());
const wot = await servient.start();
const thing = await wot.produce({ ...counter, title: "peer" });
let count = 0;
thing.setPropertyReadHandler("count", async () => count);
await thing.expose();
const consumed = await wot.consume(thing.getThingDescription());
const changes = windowed((value) => {
  count = value;
  thing.emitPropertyChange("count");
});
await consumed.observeProperty("count", async (output) => {
  await output.value();
  changes.arrived();
});
serve({}, async ({ ms }) => ({ rate: await changes.run(ms) }));
