// An integrator's program: every light of a building is dimmed, whoever made it and whatever it speaks.
import { createServient } from "thingwright";

const things = process.argv[2] ?? "http://127.0.0.1:8080/things";
const servient = createServient();

const descriptions = await (await fetch(things)).json();
for (const description of descriptions) {
  const thing = servient.consume(description);
  const names = Object.keys(description.properties ?? {});
  if (names.includes("brightness")) await thing.write("brightness", 30);
  console.log(`${thing.title}:`, await thing.readAll());
}
await servient.stop();
