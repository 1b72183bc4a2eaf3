// npm run bad-network:coap -- [--runs N] [--seed N]
import { parseArgs } from "node:util";
import { trial } from "../../packages/coap/fuzz/bad-network/trial.js";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const runs = Number(options.runs);
const firstSeed = Number(options.seed);

const start = performance.now();
const total = { answered: 0, failed: 0, open: 0 };
let bad = 0;
for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
  const { conditions, outcomes, complaints } = await trial(seed);
  total.answered += outcomes.answered;
  total.failed += outcomes.failed;
  if (complaints.length === 0) continue;
  bad += 1;
  process.stderr.write(`--seed ${seed} --runs 1 ${JSON.stringify(conditions)}\n  ${complaints.join("\n  ")}\n`);
}
const seconds = ((performance.now() - start) / 1_000).toFixed(0);
process.stdout.write(
  `bad network: ${runs} runs in ${seconds} s, ${total.answered} requests answered, ${total.failed} timed out: ${bad === 0 ? "nothing found" : `${bad} runs with complaints`}\n`,
);
process.exitCode = bad === 0 ? 0 : 1;
