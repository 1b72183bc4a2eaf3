import { connectAsync } from "mqtt";
import { serve } from "../../lib/contender.mjs";
import { windowed } from "../../lib/windowed.mjs";

const [publisher, subscriber] = await Promise.all([connectAsync(process.argv[2]), connectAsync(process.argv[2])]);
const topic = "limit/properties/count";
await subscriber.subscribeAsync(topic);
const changes = windowed((value) => publisher.publish(topic, JSON.stringify(value)));
subscriber.on("message", (_topic, payload) => {
  const value = JSON.parse(payload.toString());
  if (Number.isInteger(value) && value >= 0) changes.arrived();
});
serve({}, async ({ ms }) => ({ rate: await changes.run(ms) }));
