// npm run fuzz -- [--seconds N] [--seed N]
import { parseArgs } from "node:util";
import { campaign, type Findings } from "../../packages/binding-http/fuzz/campaign.js";
import { HeapWatch } from "../lib/heap-watch.js";
import { attackedServient } from "./attacked-servient.js";

const { values: options } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string" } },
});
const seconds = Number(options.seconds);
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);

await using attacked = await attackedServient();
const heap = new HeapWatch();
const start = performance.now();
const elapsedSeconds = (): number => (performance.now() - start) / 1_000;
const watching = setInterval(() => heap.look(elapsedSeconds() / seconds), Math.max(1_000, (seconds * 1_000) / 30));
const findings = await campaign(attacked, seed, () => elapsedSeconds() >= seconds);
clearInterval(watching);
const complaints = [...failuresIn(findings), ...(await attacked.complaints()), ...heap.complaints()];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.stdout.write(`${summary(findings)}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function failuresIn({ failures }: Findings): readonly string[] {
  return failures.slice(0, 20).map(({ seed: own, what, sent }) => `--seed ${own}: ${what}\n${JSON.stringify(sent)}`);
}

function summary({ connections, statuses }: Findings): string {
  const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  const verdict = complaints.length === 0 ? "nothing found" : `${complaints.length} complaints`;
  return `fuzz: ${connections} connections in ${seconds} s from seed ${seed} (${counted.join(", ")}), ${heap.summary()}: ${verdict}`;
}
