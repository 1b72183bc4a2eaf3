// node tools/home-assistant-catalogue.mjs [--json FILE] [--every N]: describes devices as Zigbee2MQTT announces them to Home Assistant, judges
// what comes of it, and counts.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeDevice, readConfig, readDiscoveryTopic } from "@thingwright/adapter-home-assistant";
import { homeAssistantMessages } from "./home-assistant-messages.mjs";
import { judgedPart } from "./judged-part.mjs";

const { json, every } = parseArgs({
  options: { json: { type: "string" }, every: { type: "string", default: "1" } },
}).values;

const counts = { devices: 0, messages: 0, valid: 0, whole: 0, things: 0, withModel: 0 };
const failures = [];
const problems = {};

for (const [index, device] of (await homeAssistantMessages()).entries())
  if (index % Number(every) === 0) await judge(device);
report();
process.exit();

async function judge({ vendor, model, messages }) {
  const read = messages.map(([topic, payload]) => [readDiscoveryTopic(`p/${topic}`, "p"), payload]);
  for (const [topic] of read) if (topic === undefined) count("it is no discovery topic, for Home Assistant neither");
  const configs = read.filter(([topic]) => topic !== undefined).map(([topic, payload]) => readConfig(topic, payload));
  const entities = configs.flatMap((config) => config.entities);
  const described = await describeDevice(
    { name: model, entities },
    { broker: "mqtt://broker.example" },
    "urn:example:device",
  );
  const found = [...configs.flatMap((config) => config.problems), ...described.problems];
  const faults = described.parts.flatMap((part) => judgedPart(part, { maxExpressionLength: 8_000 }).faults);
  counts.devices += 1;
  counts.messages += messages.length;
  counts.things += described.parts.length;
  counts.withModel += described.parts.filter(({ modelName }) => modelName !== undefined).length;
  if (faults.length === 0) counts.valid += 1;
  else failures.push({ vendor, model, faults });
  if (found.length === 0 && configs.length === read.length) counts.whole += 1;
  for (const problem of found) count(problem.replace(/^\S+: /, "").replace(/".*": /, ""));
}

function count(problem) {
  problems[problem] = (problems[problem] ?? 0) + 1;
}

function report() {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...counts, problems, failures }, null, 2)}\n`);
  const { devices, messages, valid, whole, things, withModel } = counts;
  const lines = [
    `${devices} devices with ${messages} messages: ${valid} are valid Things, ${whole} of them without a word missing`,
    `${things} Things, ${withModel} with a model of the common API`,
    ...Object.entries(problems).map(([problem, number]) => `${String(number).padStart(6)}  ${problem}`),
    ...failures.slice(0, 20).map(({ vendor, model, faults }) => `${vendor} ${model}: ${faults.join("; ")}`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
