// npm run fuzz:coap -- [--datagrams N] [--seed N]
import { parseArgs } from "node:util";
import { campaign } from "../../packages/coap/fuzz/datagrams/campaign.js";
import { HeapWatch } from "../lib/heap-watch.js";

const { values: options } = parseArgs({
  options: { datagrams: { type: "string", default: "1000000" }, seed: { type: "string" } },
});
const datagrams = Number(options.datagrams);
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);

const heap = new HeapWatch();
const start = performance.now();
const {
  serverSent,
  clientSent,
  complaints: found,
} = await campaign(seed, datagrams, (progress) => heap.look(progress));
heap.look(1);
const complaints = [...found, ...heap.complaints()];
for (const complaint of complaints) process.stderr.write(`--seed ${seed}: ${complaint}\n`);
const seconds = ((performance.now() - start) / 1_000).toFixed(0);
const verdict = complaints.length === 0 ? "nothing found" : `${complaints.length} complaints`;
process.stdout.write(
  `fuzz: ${datagrams} datagrams in ${seconds} s from seed ${seed} (the server sent ${serverSent}, the client ${clientSent}), ${heap.summary()}: ${verdict}\n`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
