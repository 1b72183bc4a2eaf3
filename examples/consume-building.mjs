// An integrator's program: every light of a building is dimmed, whoever made it and whatever it speaks.
import { createServient } from "thingwright";

const things = process.argv[2] ?? "http://127.0.0.1:8080/things";
const response = await fetch(things).catch(() => undefined);
if (!response?.ok) {
  const what = response === undefined ? "nobody answers" : `the answer is ${response.status}`;
  console.error(`There is no building at ${things}: ${what}. Start one with "npm start", or name another address.`);
  process.exit(1);
}

const servient = createServient();
for (const description of await response.json()) {
  const thing = servient.consume(description);
  const names = Object.keys(description.properties ?? {});
  if (names.includes("brightness")) await thing.write("brightness", 30);
  console.log(`${thing.title}:`, await thing.readAll());
}
await servient.stop();
