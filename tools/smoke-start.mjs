// Starts the simulated building as its user does, looks at its Things, and interrupts it.
import { after, RunningBuilding } from "./running-building.mjs";
import { Tally } from "./tally.mjs";

const endMs = 2_000;
const leastThings = 8;

const tally = new Tally();
const building = new RunningBuilding();
try {
  const ready = await building.ready();
  if (tally.add("npm start says that it is ready", typeof ready === "object" ? "" : ready)) {
    tally.add(`${ready.things} lists the Things`, await lookAtThings(ready.things));
    building.signal("SIGINT");
    const started = performance.now();
    const outcome = await Promise.race([building.ended.then(() => ""), after(endMs, "it still runs")]);
    tally.add(`SIGINT ends it (${Math.round(performance.now() - started)} ms, ${endMs} at most)`, outcome);
    tally.add("nobody answers any more", await answers(ready.things));
  }
} finally {
  building.signal("SIGKILL");
}
tally.finish();

async function lookAtThings(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (response.status !== 200) return `answered ${response.status}`;
  const things = await response.json();
  if (!Array.isArray(things)) return "the answer is not an array";
  if (things.length < leastThings) return `there are ${things.length} and not at least ${leastThings}`;
  const bare = things.filter(({ title, security, securityDefinitions }) => !(title && security && securityDefinitions));
  return bare.map(({ title, id }) => `${title ?? id} is no Thing Description`).join("; ");
}

async function answers(url) {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return `${url} still answers`;
  } catch {
    return "";
  }
}
