import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { nodeWot } from "../../lib/interop.mjs";
import { windowed } from "../../lib/windowed.mjs";

const servient = new nodeWot.core.Servient();
servient.addServer(new nodeWot.mqtt.MqttBrokerServer({ uri: process.argv[2] }));
servient.addClientFactory(new nodeWot.mqtt.MqttClientFactory());
const wot = await servient.start();
const thing = await wot.produce({ ...counter, title: "peer" });
thing.setPropertyReadHandler("count", async () => 0);
thing.setPropertyWriteHandler("count", async (input) => {
  await input.value();
  writes.arrived();
});
await thing.expose();
const consumed = await wot.consume(thing.getThingDescription());
await consumed.writeProperty("count", 0);
const writes = windowed((value) => void consumed.writeProperty("count", value));
serve({}, async ({ ms }) => ({ rate: await writes.run(ms) }));
