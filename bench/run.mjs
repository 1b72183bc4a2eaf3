// npm run bench [-- --only ID[,ID] --json FILE --rounds N --ms MS]
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { ensureInterop } from "../tools/ensure-interop.mjs";
import { interleave } from "./lib/interleave.mjs";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    json: { type: "string" },
    rounds: { type: "string", default: "5" },
    ms: { type: "string", default: "3000" },
    "no-build": { type: "boolean", default: false },
  },
});

const rows = await chosenRows(options.only?.split(","));
if (!options["no-build"]) build();
ensureInterop();
const results = [];
for (const row of rows) {
  process.stderr.write(`${row.id} …\n`);
  results.push(summary(row, await interleave(row, { rounds: Number(options.rounds), ms: Number(options.ms) })));
}
process.stdout.write(table(results));
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results.map(record), null, 2)}\n`);

async function chosenRows(only) {
  const folder = new URL("rows/", import.meta.url);
  const modules = await Promise.all(readdirSync(folder).map((name) => import(new URL(`${name}/row.mjs`, folder))));
  const all = modules.flatMap((module) => module.default);
  const unknown = only?.filter((id) => !all.some((row) => row.id === id)) ?? [];
  if (unknown.length > 0) {
    process.stderr.write(`no such row: ${unknown.join(", ")}; there are ${all.map((row) => row.id).join(", ")}\n`);
    process.exit(2);
  }
  return only === undefined ? all : all.filter((row) => only.includes(row.id));
}

function build() {
  const { status } = spawnSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

function summary(row, { ours, limit, peer }) {
  return {
    row,
    ours,
    limit,
    peer,
    oursOverLimit: ours.value / limit.value,
    oursOverPeer: peer === null ? null : ours.value / peer.value,
  };
}

/** The machine-readable record of a row, `null` for a peer that cannot; where less is better, ratios below 1 are good. */
function record({ row, ours, limit, peer, oursOverLimit, oursOverPeer }) {
  return {
    id: row.id,
    unit: row.unit,
    ours: ours.value,
    limit: limit.value,
    peer: peer === null ? null : peer.value,
    oursOverLimit,
    oursOverPeer,
    processorUs: Object.fromEntries(
      Object.entries({ ours, limit, peer }).map(([side, of]) => [side, of?.processorUs ?? null]),
    ),
  };
}

function table(summaries) {
  const lines = summaries.map(({ row, ours, limit, peer, oursOverLimit, oursOverPeer }) => [
    row.id,
    row.unit,
    figure(ours),
    figure(limit),
    figure(peer),
    oursOverLimit.toFixed(2),
    oursOverPeer === null ? "" : oursOverPeer.toFixed(2),
    row.note,
  ]);
  const head = ["row", "unit", "ours", "limit", "peer", "ours/limit", "ours/peer", "what"];
  const all = [head, head.map(() => "---"), ...lines];
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.versions.node}`;
  return `\n${machine}, ${options.rounds} rounds of ${options.ms} ms each, medians ± half the range\n\n${all.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

/** A figure with its spread, and where they are known the latency that 99 of 100 requests stay below and the processor time of each. */
function figure(side) {
  if (side === null) return "cannot";
  const { value, spread, p99Ms, processorUs } = side;
  const digits = value < 100 ? 1 : 0;
  const text = `${value.toLocaleString("en", { maximumFractionDigits: digits })} ± ${(spread * 100).toFixed(0)} %`;
  const tail = p99Ms === undefined ? "" : `, p99 ${p99Ms.toFixed(1)} ms`;
  const processor = processorUs === undefined ? "" : `, ${processorUs.toPrecision(3)} µs CPU`;
  return `${text}${tail}${processor}`;
}
