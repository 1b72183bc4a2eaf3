// A test engineer's program: is the description valid, and is every property what it says?
import { createServient, parseThingDescription } from "thingwright";

const url = process.argv[2] ?? "http://127.0.0.1:8080/corridor-lamp";
const servient = createServient();

const verdict = parseThingDescription(new Uint8Array(await (await fetch(url)).arrayBuffer()));
for (const { level, pointer, message } of verdict.findings) console.log(`${level} ${pointer}: ${message}`);
if (!verdict.ok) process.exit(1);

let failures = 0;
const thing = servient.consume(verdict.thing);
for (const [name, property] of Object.entries(verdict.thing.properties ?? {})) {
  if (property.writeOnly) continue;
  for (const [formIndex, { href, op = ["readproperty"] }] of property.forms.entries()) {
    if (!op.includes("readproperty")) continue;
    const outcome = await thing.read(name, { formIndex }).then(JSON.stringify, (error) => error);
    if (outcome instanceof Error) failures += 1;
    console.log(`${outcome instanceof Error ? "FAIL" : "pass"} ${name} over ${href}: ${outcome}`);
  }
}
process.exitCode = failures === 0 ? 0 : 1;
await servient.stop();
