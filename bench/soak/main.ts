// npm run soak -- [--minutes N]: mixed load over loopback; fails when the memory grows.
import { parseArgs } from "node:util";
import { HeapWatch } from "../lib/heap-watch.js";
import { lanes } from "./lanes.js";
import { soakedServient } from "./soaked-servient.js";

const { values: options } = parseArgs({ options: { minutes: { type: "string", default: "5" } } });
const soakMs = Number(options.minutes) * 60_000;

await using soaked = await soakedServient();
const heap = new HeapWatch();
const start = performance.now();
const elapsedMs = (): number => performance.now() - start;
const done = new Map<string, number>();
const faults: string[] = [];

const looking = setInterval(look, Math.max(1_000, soakMs / 30));
await Promise.all([...lanes].flatMap(([name, lane]) => [1, 2].map(() => run(name, lane))));
clearInterval(looking);
look();

const complaints = [...faults.slice(0, 20), ...soaked.complaints(), ...heap.complaints()];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
const counts = [...done].map(([name, count]) => `${name}: ${count}`).join(", ");
const verdict = complaints.length === 0 ? "flat" : `${complaints.length} complaints`;
process.stdout.write(`soak: ${options.minutes} min (${counts}), ${heap.summary()}: ${verdict}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;

/** One peer, doing the same thing again and again until the time is over. */
async function run(name: string, lane: (base: string, turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; elapsedMs() < soakMs; turn += 1) {
    try {
      await lane(soaked.base, turn);
      done.set(name, (done.get(name) ?? 0) + 1);
    } catch (error) {
      faults.push(`${name}: ${(error as Error).stack ?? error}`);
      if (faults.length > 100) return;
    }
  }
}

function look(): void {
  const bytes = heap.look(elapsedMs() / soakMs);
  const megabytes = (count: number): string => (count / 1024 / 1024).toFixed(1).padStart(7);
  const seconds = (elapsedMs() / 1_000).toFixed(0).padStart(5);
  process.stdout.write(`${seconds} s  heap ${megabytes(bytes)} MB  RSS ${megabytes(process.memoryUsage().rss)} MB\n`);
}
