import { spawnSync } from "node:child_process";

/** Median milliseconds that `node` with `args` takes from start to end, of as many runs as fit into `ms`, three at least. */
export function runTime(args, ms) {
  const times = [];
  const end = performance.now() + ms;
  while (times.length < 3 || performance.now() < end) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    times.push(performance.now() - start);
    if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
