import { inParallel } from "../src/run/in-parallel.js";
import { seededRandom } from "../src/run/random.js";
import { alarmsIn, type Catch, hunt, judged } from "./alarms.js";
import { huntConsumer, judgedConsumer } from "./consumer/consumer-fault.js";
import { consumerFaults } from "./consumer/consumer-faults.js";
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

/** Judges every perfect target, and the perfect client; returns the lines about what should not be there. */
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
  const ofClient = alarmsIn(await judgedConsumer()).map(({ id, actual }) => `${id} on a perfect client: ${actual}`);
  const all = [...alarms.flat(), ...ofClient];
  console.log(`perfect targets: ${all.length} alarms in ${runs.length + 1} runs`);
  return all;
}

/** What became of one fault, of a Thing or of a client. */
interface Caught extends Pick<Catch, "isCaught" | "falseAlarms"> {
  readonly name: string;
  readonly caughtBy: string;
  readonly group: string;
}

const isGood = ({ isCaught, falseAlarms }: Caught): boolean => isCaught && falseAlarms.length === 0;

/** Judges every faulty target and client, and says what was missed; returns the mutation score. */
async function score(): Promise<number> {
  const ofThings = (await inParallel(faults, parallel, hunt)).map(({ fault, ...caught }): Caught => {
    return { ...caught, name: fault.id, caughtBy: fault.caughtBy, group: `${fault.wire}/${fault.area}` };
  });
  const ofClients = (await inParallel(consumerFaults, parallel, huntConsumer)).map(({ fault, ...caught }): Caught => {
    return { ...caught, name: `a client that ${fault.what}`, caughtBy: fault.caughtBy, group: "clients" };
  });
  const catches = [...ofThings, ...ofClients];
  for (const { name, caughtBy, isCaught, falseAlarms } of catches) {
    if (!isCaught) console.log(`missed: ${name}, by ${caughtBy}`);
    if (falseAlarms.length > 0) console.log(`too much: ${name} also fails ${falseAlarms.join(", ")}`);
  }
  for (const group of new Set(catches.map((each) => each.group))) {
    const ofGroup = catches.filter((each) => each.group === group);
    console.log(`${group}: ${ofGroup.filter(isGood).length} of ${ofGroup.length} faults`);
  }
  const good = catches.filter(isGood).length;
  console.log(`mutation score: ${((100 * good) / catches.length).toFixed(1)} % (${good} of ${catches.length})`);
  return good / catches.length;
}

const alarms = await falseAlarms();
for (const alarm of alarms) console.log(`false alarm: ${alarm}`);
process.exitCode = (await score()) >= leastScore && alarms.length === 0 ? 0 : 1;
