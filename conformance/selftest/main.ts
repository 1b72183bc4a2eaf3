import { inParallel } from "../src/run/in-parallel.js";
import { seededRandom } from "../src/run/random.js";
import { alarmsIn, type Catch, hunt, judged } from "./alarms.js";
import { faults } from "./faults.js";
import { perfectTargets } from "./perfect-targets.js";

/** How often each perfect target is judged over each network, each time with another seed. */
const repeats = 20;

/** Most targets at the same time. */
const parallel = 20;

/** Least share of the faults that must be caught by the right check and no other. */
const leastScore = 0.98;

const networks = [
  { what: "nothing between", latencyMs: 0, lossRate: 0 },
  { what: "200 ms of latency", latencyMs: 200, lossRate: 0 },
  { what: "5 % of datagrams lost", latencyMs: 0, lossRate: 0.05 },
];

/** Judges every perfect target; returns the lines about what should not be there. */
async function falseAlarms(): Promise<readonly string[]> {
  const seeds = Array.from({ length: repeats }, (_, index) => index + 1);
  const runs = networks.flatMap((network) =>
    perfectTargets.flatMap((perfect) => seeds.map((seed) => ({ network, perfect, seed }))),
  );
  const alarms = await inParallel(runs, parallel, async ({ network, perfect, seed }) => {
    const report = await judged(perfect, seed, { ...network, random: seededRandom(seed) });
    return alarmsIn(report).map(
      ({ id, verdict, actual }) => `${verdict} ${id} on ${perfect.what}, ${network.what}, seed ${seed}: ${actual}`,
    );
  });
  console.log(`perfect targets: ${alarms.flat().length} alarms in ${runs.length} runs`);
  return alarms.flat();
}

const isGood = ({ isCaught, falseAlarms }: Catch): boolean => isCaught && falseAlarms.length === 0;

/** Judges every faulty target, and says what was missed; returns the mutation score. */
async function score(): Promise<number> {
  const catches = await inParallel(faults, parallel, hunt);
  for (const { fault, isCaught, falseAlarms } of catches) {
    if (!isCaught) console.log(`missed: ${fault.id}, by ${fault.caughtBy}`);
    if (falseAlarms.length > 0) console.log(`too much: ${fault.id} also fails ${falseAlarms.join(", ")}`);
  }
  for (const group of new Set(faults.map(({ wire, area }) => `${wire}/${area}`))) {
    const ofGroup = catches.filter(({ fault }) => `${fault.wire}/${fault.area}` === group);
    console.log(`${group}: ${ofGroup.filter(isGood).length} of ${ofGroup.length} faults`);
  }
  const good = catches.filter(isGood).length;
  console.log(`mutation score: ${((100 * good) / catches.length).toFixed(1)} % (${good} of ${catches.length})`);
  return good / catches.length;
}

const alarms = await falseAlarms();
for (const alarm of alarms) console.log(`false alarm: ${alarm}`);
process.exitCode = (await score()) >= leastScore && alarms.length === 0 ? 0 : 1;
