// Dims every lamp and sets every thermostat that a gateway offers, whoever made them and whatever they speak.
import { createServient, type ThingDescription } from "thingwright";

await using servient = createServient();
const answer = await fetch(process.argv[2] ?? "http://127.0.0.1:8080/things");
for (const description of (await answer.json()) as ThingDescription[]) {
  const thing = servient.consume<ThingDescription>(description);
  const { brightness, targetTemperature } = description.properties ?? {};
  if (brightness !== undefined) await thing.write("brightness", 30);
  if (targetTemperature !== undefined) await thing.write("targetTemperature", 21.5);
  console.log(`${thing.title}:`, await thing.readAll());
}
