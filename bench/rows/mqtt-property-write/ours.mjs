import { mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { serve } from "../../lib/contender.mjs";
import { counter } from "../../lib/counter.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";

const servient = new Servient({ clients: [mqttClient()], servers: [mqttServer({ broker: process.argv[2] })] });
await servient.start();
const thing = servient.produce({ ...counter, title: "ours" });
let seen = 0;
thing.setPropertyReadHandler("count", async () => seen);
thing.setPropertyWriteHandler("count", async (input) => {
  await input.value();
  seen += 1;
});
await thing.expose();
const consumed = servient.consume(thing.description);
let written = 0;
const write = () => consumed.write("count", ++written);
serve({}, async ({ ms }) => {
  const rate = await keepInFlight(write, 256, ms);
  if (seen !== written) throw new Error(`${seen} of ${written} writes were seen`);
  return { rate };
});
