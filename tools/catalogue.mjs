// node tools/catalogue.mjs [--json FILE] [--data FILE]: describes every device that Zigbee2MQTT knows, judges what comes of it, and
// counts; --data writes what each is.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeDevice } from "@thingwright/adapter-zigbee2mqtt";
import { judgedPart } from "./judged-part.mjs";
import { zigbeeDefinitions, zigbeeSource } from "./zigbee-definitions.mjs";
import { zigbeeText } from "./zigbee-text.mjs";

const { json, data } = parseArgs({ options: { json: { type: "string" }, data: { type: "string" } } }).values;

/** Kinds of devices and of sensors that the common API has a model for. */
const kinds = ["light", "switch", "cover", "climate", "fan"];
const sensors = ["temperature", "humidity", "illuminance", "occupancy", "presence", "contact", "water_leak", "smoke"];
const known = new Set([...kinds, ...sensors, "co2", "voc", "pm25", "power", "energy"]);

const address = { broker: "mqtt://broker.example", base: "zigbee2mqtt", name: "device" };

const counts = { definitions: 0, vendors: 0, valid: 0, things: 0, byModel: {}, plain: 0, known: 0, recognised: 0 };
const failures = [];
const vendors = new Set();
const devices = [];

for (const definition of zigbeeDefinitions()) {
  counts.definitions += 1;
  vendors.add(definition.vendor);
  const { parts, problems } = await describeDevice(definition, address, "urn:example:device");
  const judged = parts.map((part) => judgedPart(part));
  const faults = [...problems, ...judged.flatMap((part) => part.faults)];
  const { vendor, model } = definition;
  if (faults.length === 0) {
    counts.valid += 1;
    const models = parts.map(({ modelName = "none" }) => modelName);
    if (parts.length > 0) devices.push({ vendor, model, models, features: judged.flatMap((part) => part.features) });
  } else failures.push({ vendor, model, faults });
  count(definition, parts);
}
counts.vendors = vendors.size;
report();
if (data !== undefined) writeFileSync(data, zigbeeText(zigbeeSource(), devices));

function count({ exposes }, parts) {
  for (const { modelName = "none", plain } of parts) {
    counts.things += 1;
    counts.byModel[modelName] = (counts.byModel[modelName] ?? 0) + 1;
    counts.plain += plain.length;
  }
  if (!exposes.some(({ type, name }) => kinds.includes(type) || known.has(name))) return;
  counts.known += 1;
  if (parts.some(({ modelName }) => modelName !== undefined)) counts.recognised += 1;
}

function report() {
  const byModel = Object.fromEntries(Object.entries(counts.byModel).sort(([, one], [, other]) => other - one));
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...counts, byModel, failures }, null, 2)}\n`);
  const { definitions, vendors, valid, things, plain, known, recognised } = counts;
  const lines = [
    `${definitions} definitions of ${vendors} vendors: ${valid} are valid Things without a word missing, ${failures.length} are not`,
    `${recognised} of ${known} with a kind that the common API knows have its model (${((100 * recognised) / known).toFixed(1)} %)`,
    `${things} Things; ${plain} affordances beside the models`,
    ...Object.entries(byModel).map(([name, number]) => `${String(number).padStart(6)}  ${name}`),
    ...failures.slice(0, 20).map(({ vendor, model, faults }) => `${vendor} ${model}: ${faults.join("; ")}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
