import { alarmsIn, type Catch, hunt, judged } from "./alarms.js";
import { faults } from "./faults.js";
import { perfectTargets } from "./perfect-targets.js";

/** How often each perfect target is judged, each time with another seed. */
const repeats = 20;

/** Least share of the faults that must be caught by the right check and no other. */
const leastScore = 0.98;

const alarms: string[] = [];
for (const perfect of perfectTargets) {
  for (let seed = 1; seed <= repeats; seed += 1) {
    const found = alarmsIn(await judged(perfect, seed));
    alarms.push(
      ...found.map(({ id, verdict, actual }) => `${verdict} ${id} on ${perfect.what} (seed ${seed}): ${actual}`),
    );
  }
}

const catches: Catch[] = [];
for (const fault of faults) catches.push(await hunt(fault));
const good = catches.filter(({ isCaught, falseAlarms }) => isCaught && falseAlarms.length === 0);
const score = good.length / catches.length;

for (const alarm of alarms) console.log(`false alarm: ${alarm}`);
for (const { fault, isCaught, falseAlarms } of catches) {
  if (!isCaught) console.log(`missed: ${fault.id}, by ${fault.caughtBy}`);
  if (falseAlarms.length > 0) console.log(`too much: ${fault.id} also fails ${falseAlarms.join(", ")}`);
}
for (const wire of [...new Set(faults.map((fault) => fault.wire))]) {
  const ofWire = catches.filter(({ fault }) => fault.wire === wire);
  console.log(`${wire}: ${ofWire.filter((each) => good.includes(each)).length} of ${ofWire.length} faults`);
}
console.log(`perfect targets: ${alarms.length} alarms in ${perfectTargets.length * repeats} runs`);
console.log(`mutation score: ${(100 * score).toFixed(1)} % (${good.length} of ${catches.length})`);
process.exitCode = alarms.length === 0 && score >= leastScore ? 0 : 1;
