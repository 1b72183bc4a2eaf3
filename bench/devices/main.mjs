// node bench/devices/main.mjs [--devices N --seconds S]: what devices behind one gateway cost, each with an update a second.
import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { zigbee2mqtt } from "@thingwright/adapter-zigbee2mqtt";
import { httpServer } from "@thingwright/binding-http";
import { mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";

const { values: options } = parseArgs({
  options: { devices: { type: "string", default: "2000" }, seconds: { type: "string", default: "30" } },
});
const [devices, seconds] = [Number(options.devices), Number(options.seconds)];
/** Things that are looked at, before and after. */
const sample = 50;

const played = fork(new URL("played-devices.mjs", import.meta.url), [String(devices)]);
const [{ broker }] = await once(played, "message");
const servient = new Servient({
  servers: [httpServer({ port: 0, address: "127.0.0.1" })],
  clients: [mqttClient({ limits: { maxBodyBytes: 32 * 1024 * 1024 } })],
});
await servient.start();
const startedAt = performance.now();
const adapter = await zigbee2mqtt(servient, { broker, limits: { maxDevices: devices } });
const offeredMs = performance.now() - startedAt;

const updates = once(played, "message");
played.send({ seconds });
const cpuBefore = process.cpuUsage();
const from = performance.now();
const lag = eventLoopLag();
const [{ sent }] = await updates;
const wallMs = performance.now() - from;
const { user, system } = process.cpuUsage(cpuBefore);
const { rss, heapUsed } = process.memoryUsage();
report({
  things: [...adapter.discover()].length,
  offeredMs,
  perSecond: (sent * 1000) / wallMs,
  cpu: (user + system) / 1000 / wallMs,
  rss,
  heapUsed,
  lagMs: lag.stop(),
  current: await upToDate(),
});
played.kill("SIGKILL");
await adapter.stop();
await servient.stop();

/** How many of a sample have the value that their device sent last. */
async function upToDate() {
  const step = Math.max(1, Math.floor(devices / sample));
  const base = servient.addresses()[0];
  let current = 0;
  let asked = 0;
  for (let index = 0; index < devices; index += step) {
    const answer = await fetch(`${base}/device-${index}/properties/temperature`);
    asked += 1;
    if (answer.ok && (await answer.json()) === seconds) current += 1;
  }
  return `${current} of ${asked}`;
}

/** How late a timer of 20 ms is at worst. */
function eventLoopLag() {
  let worst = 0;
  let expected = performance.now() + 20;
  const timer = setInterval(() => {
    worst = Math.max(worst, performance.now() - expected);
    expected = performance.now() + 20;
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return worst;
    },
  };
}

function report({ things, offeredMs, perSecond, cpu, rss, heapUsed, lagMs, current }) {
  const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(0);
  const lines = [
    `${things} Things of ${devices} devices, offered in ${(offeredMs / 1000).toFixed(1)} s`,
    `${perSecond.toFixed(0)} updates a second for ${seconds} s, taken by ${current} that were asked`,
    `CPU ${(cpu * 100).toFixed(0)} % of one core (goal: below 60)`,
    `RSS ${megabytes(rss)} MB (goal: below 600), heap ${megabytes(heapUsed)} MB`,
    `event loop late by ${lagMs.toFixed(0)} ms at worst`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
