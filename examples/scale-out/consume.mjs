// One of several processes that send jobs to a printer, and share between them the news of what was printed.
import { readFileSync } from "node:fs";
import { createServient } from "thingwright";

const [file = "printer.td.json", name = "job", count = "10"] = process.argv.slice(2);
let description;
try {
  description = JSON.parse(readFileSync(file, "utf8"));
} catch (error) {
  console.error(`There is no Thing Description to read: ${error.message}`);
  process.exit(1);
}

// Who subscribes in a group gets a part of the events.
const [form] = description.events.printed.forms;
form["mqv:filter"] = `$share/clerks/${form["mqv:filter"]}`;
const servient = createServient();
const printer = servient.consume(description);
const news = printer.subscribe("printed");
await news.ready;
tell();

async function tell() {
  for await (const { job } of news) console.log(`news of ${job}`);
}

/** A job without an answer is sent again: its printer may be gone. */
async function print(job) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await printer.invoke("print", { job }, { timeoutMs: 1_000 });
    } catch (error) {
      if (error.code !== "WOT_TIMEOUT" || attempt === 5) throw error;
      console.log(`again ${job}`);
    }
  }
}

let next = 0;
async function clerk() {
  while (next < Number(count)) {
    const job = `${name}-${next++}`;
    console.log(`${job} ${await print(job)}`);
  }
}
await Promise.all(Array.from({ length: 4 }, clerk));
console.log("done");

process.once("SIGINT", () => servient.stop());
