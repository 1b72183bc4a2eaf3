// One of several processes that expose the same Thing through one broker and share its commands.
import { writeFileSync } from "node:fs";
import { createServient } from "thingwright";

const [broker = "mqtt://127.0.0.1:1883", file, busyMs = "20"] = process.argv.slice(2);
const servient = createServient({ mqtt: { broker, sharedGroup: "printers" } });
try {
  await servient.start();
} catch (error) {
  console.error(`There is no place for a printer at ${broker}: ${error.message}`);
  process.exit(1);
}

const job = { type: "object", properties: { job: { type: "string" } }, required: ["job"] };
const printer = servient.produce({
  id: "urn:example:printer",
  title: "Printer",
  actions: { print: { input: job, output: { type: "string" }, synchronous: true } },
  events: { printed: { data: job, "mqv:qos": "1" } },
});
printer.setActionHandler("print", async (input) => {
  const { job: name } = await input.value();
  await new Promise((resolve) => setTimeout(resolve, Number(busyMs)));
  console.log(`printed ${name}`);
  printer.emitEvent("printed", { job: name });
  return `printed by ${process.pid}`;
});
await printer.expose();
if (file !== undefined) writeFileSync(file, JSON.stringify(printer.getThingDescription()));
console.log("ready");

process.once("SIGINT", () => servient.stop());
