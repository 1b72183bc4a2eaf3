import { connectAsync } from "mqtt";
import { serve } from "../../lib/contender.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";
import { isCount } from "../../lib/valid-count.mjs";

const [thing, client] = await Promise.all([connectAsync(process.argv[2]), connectAsync(process.argv[2])]);
await Promise.all([
  thing.subscribeAsync("limit/requests/#", { qos: 1 }),
  client.subscribeAsync("limit/replies/me/+/+", { qos: 1 }),
]);
let [written, seen] = [0, 0];
thing.on("message", (topic, payload) => {
  if (!isCount(JSON.parse(payload.toString()))) return;
  seen += 1;
  const [, , name, request] = topic.split("/");
  thing.publish(`limit/replies/${name}/${request}/result`, "", { qos: 1 });
});
const pending = new Map();
client.on("message", (topic) => {
  pending.get(topic)?.();
  pending.delete(topic);
});
const write = async () => {
  written += 1;
  const id = written.toString(36);
  if (!isCount(written)) return;
  const answered = new Promise((resolve) => pending.set(`limit/replies/me/${id}/result`, resolve));
  await client.publishAsync(`limit/requests/me/${id}/properties/count/set`, JSON.stringify(written), { qos: 1 });
  await answered;
};
serve({}, async ({ ms }) => {
  const rate = await keepInFlight(write, 256, ms);
  if (seen !== written) throw new Error(`${seen} of ${written} writes were seen`);
  return { rate };
});
