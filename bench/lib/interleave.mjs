import { Contender } from "./contender.mjs";
import { processorTimeMs } from "./processor-time.mjs";
import { median, spread } from "./statistics.mjs";

/** Sides of a row, in the order in which each round measures them. */
export const sides = ["ours", "limit", "peer"];

/**
 * Measures the sides of a row in turn, round after round, so that a machine that drifts drifts for all of them.
 * Each side is a process of its own: the same for all rounds, or a fresh one for each where the row asks for it. A side
 * that is `null` cannot do what the row is about.
 *
 * @returns {Promise<Record<string, {value: number, spread: number, p99Ms?: number, processorUs?: number} | null>>}
 */
export async function interleave(row, { rounds, ms }) {
  const service = row.service === undefined ? undefined : await Contender.start(row.service);
  const args = [...(service === undefined ? [] : [service.hello.url]), ...(row.args ?? [])];
  const present = sides.filter((side) => row[side] !== null);
  const measures = new Map(present.map((side) => [side, []]));
  try {
    const measureAll = row.freshEachRound ? measureFresh : await warmContenders(row, present, args, Math.min(ms, 1000));
    for (let round = 0; round < rounds; round += 1) {
      for (const side of present) measures.get(side).push(await measureAll(row, side, args, ms));
    }
    await measureAll.stop?.();
  } finally {
    await service?.stop();
  }
  return Object.fromEntries(sides.map((side) => [side, measures.has(side) ? summary(measures.get(side)) : null]));
}

/** Of measurements that are figures, or objects with a figure and what else is known. */
function summary(measured) {
  const values = measured.map(({ value }) => value);
  return {
    value: median(values),
    spread: spread(values),
    ...medianOf(measured, "p99Ms"),
    ...medianOf(measured, "processorUs"),
  };
}

function medianOf(measured, name) {
  const values = measured.flatMap((measure) => measure[name] ?? []);
  return values.length === 0 ? {} : { [name]: median(values) };
}

/** One measurement, in rows of rates with the microseconds of its own processor time that each took the contender. */
async function measured(row, contender, ms) {
  const beganMs = performance.now();
  const before = processorTimeMs(contender.pid);
  const measure = await row.measure(contender, ms);
  const after = processorTimeMs(contender.pid);
  const result = measure.value === undefined ? { value: measure } : measure;
  if (!row.unit.endsWith("/s") || before === undefined || after === undefined) return result;
  const count = (result.value * (performance.now() - beganMs)) / 1_000;
  return { processorUs: ((after - before) * 1_000) / count, ...result };
}

async function warmContenders(row, present, args, warmUpMs) {
  const contenders = new Map();
  for (const side of present) contenders.set(side, await Contender.start(row[side], args));
  for (const contender of contenders.values()) await row.measure(contender, warmUpMs);
  const measure = (_row, side, _args, ms) => measured(row, contenders.get(side), ms);
  measure.stop = () => Promise.all([...contenders.values()].map((contender) => contender.stop()));
  return measure;
}

async function measureFresh(row, side, args, ms) {
  const contender = await Contender.start(row[side], args);
  try {
    return await measured(row, contender, ms);
  } finally {
    await contender.stop();
  }
}
