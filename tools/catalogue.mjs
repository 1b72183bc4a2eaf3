// node tools/catalogue.mjs [--json FILE]: describes every device that Zigbee2MQTT knows, judges what comes of it, and counts.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeDevice } from "@thingwright/adapter-zigbee2mqtt";
import { compileMapping } from "@thingwright/mapping";
import { parseThingDescriptionOrThrow } from "@thingwright/td";
import { judgeDocument } from "@thingwright/validation";
import { zigbeeDefinitions } from "./zigbee-definitions.mjs";

const { json } = parseArgs({ options: { json: { type: "string" } } }).values;

/** Kinds of devices and of sensors that the common API has a model for. */
const kinds = ["light", "switch", "cover", "climate", "fan"];
const sensors = ["temperature", "humidity", "illuminance", "occupancy", "presence", "contact", "water_leak", "smoke"];
const known = new Set([...kinds, ...sensors, "co2", "voc", "pm25", "power", "energy"]);

const address = { broker: "mqtt://broker.example", base: "zigbee2mqtt", name: "device" };

const counts = { definitions: 0, vendors: 0, valid: 0, things: 0, byModel: {}, plain: 0, known: 0, recognised: 0 };
const failures = [];
const vendors = new Set();

for (const definition of zigbeeDefinitions()) {
  counts.definitions += 1;
  vendors.add(definition.vendor);
  const { parts, problems } = await describeDevice(definition, address, "urn:example:device");
  const faults = [...problems, ...parts.flatMap(faultsOf)];
  if (faults.length === 0) counts.valid += 1;
  else failures.push({ vendor: definition.vendor, model: definition.model, faults });
  count(definition, parts);
}
counts.vendors = vendors.size;
report();

/** What is wrong with the description of a part, or with its mapping. */
function faultsOf({ southbound, model }) {
  const text = JSON.stringify(southbound);
  const errors = judgeDocument(text).findings.filter(({ level }) => level === "error");
  try {
    compileMapping(parseThingDescriptionOrThrow(text), model);
    return errors.map(({ message }) => message);
  } catch (error) {
    return [...errors.map(({ message }) => message), error.message];
  }
}

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
