// A broker and the Zigbee2MQTT on it, in a process of their own: node played-devices.mjs DEVICES.
import { embeddedBroker } from "@thingwright/binding-mqtt";
import { connectAsync } from "mqtt";

const count = Number(process.argv[2]);
const limits = {
  maxSubscriptionsPerClient: 10 * count,
  maxBodyBytes: 32 * 1024 * 1024,
  maxRetainedBytes: 64 * 1024 * 1024,
};
const broker = await embeddedBroker({ port: 0, limits });
const client = await connectAsync(broker.localUrl);

const numeric = (name, unit, more = {}) => ({ type: "numeric", name, property: name, access: 1, unit, ...more });
const definition = {
  vendor: "ACME",
  model: "TH1",
  exposes: [
    numeric("temperature", "°C"),
    numeric("humidity", "%"),
    numeric("battery", "%", { value_min: 0, value_max: 100 }),
    numeric("linkquality", "lqi", { value_min: 0, value_max: 255 }),
  ],
};
const list = Array.from({ length: count }, (_, index) => ({
  ieee_address: `0x${index.toString(16).padStart(16, "0")}`,
  friendly_name: `device-${index}`,
  type: "EndDevice",
  disabled: false,
  definition,
}));
const say = (topic, payload, retain = false) =>
  client.publishAsync(`zigbee2mqtt/${topic}`, JSON.stringify(payload), { retain, qos: 0 });
await say("bridge/state", { state: "online" }, true);
await say("bridge/devices", list, true);

process.on("message", async ({ seconds }) => {
  let sent = 0;
  const start = performance.now();
  // In slices of 10 ms, so that updates come evenly.
  for (let slice = 0; slice < seconds * 100; slice += 1) {
    const second = Math.floor(slice / 100) + 1;
    const [first, last] = [slice % 100, (slice % 100) + 1].map((part) => Math.floor((part * count) / 100));
    for (let index = first; index < last; index += 1) {
      void say(`device-${index}`, {
        temperature: second,
        humidity: 40 + (second % 20),
        battery: 90,
        linkquality: index % 255,
      });
      sent += 1;
    }
    const restMs = start + (slice + 1) * 10 - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  await say("bridge/state", { state: "online" }, true);
  setTimeout(() => process.send({ sent }), 500);
});
process.send({ broker: broker.localUrl });
