import { connectAsync } from "mqtt";
import { serve } from "../../lib/contender.mjs";
import { isCount } from "../../lib/valid-count.mjs";
import { windowed } from "../../lib/windowed.mjs";

const [url, qos] = [process.argv[2], Number(process.argv[3])];
const [publisher, subscriber] = await Promise.all([connectAsync(url), connectAsync(url)]);
const topic = `limit-${qos}/properties/count`;
await subscriber.subscribeAsync(topic, { qos });
const options = { qos, retain: true };
const changes = windowed((value) => {
  if (isCount(value)) publisher.publish(topic, JSON.stringify(value), options);
});
subscriber.on("message", (_topic, payload) => {
  if (isCount(JSON.parse(payload.toString()))) changes.arrived();
});
serve({}, async ({ ms }) => ({ rate: await changes.run(ms) }));
