import { Contender } from "./contender.mjs";
import { median, spread } from "./statistics.mjs";

/** Sides of a row, in the order in which each round measures them. */
export const sides = ["ours", "limit", "peer"];

/**
 * Measures the sides of a row in turn, round after round, so that a machine that drifts drifts for all of them.
 * Each side is a process of its own: the same for all rounds, or a fresh one for each where the row asks for it. A side
 * that is `null` cannot do what the row is about.
 *
 * @returns {Promise<Record<string, {value: number, spread: number, p99Ms?: number} | null>>}
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
  const values = measured.map((measure) => measure.value ?? measure);
  const tails = measured.flatMap(({ p99Ms }) => p99Ms ?? []);
  const tail = tails.length === 0 ? {} : { p99Ms: median(tails) };
  return { value: median(values), spread: spread(values), ...tail };
}

async function warmContenders(row, present, args, warmUpMs) {
  const contenders = new Map();
  for (const side of present) contenders.set(side, await Contender.start(row[side], args));
  for (const contender of contenders.values()) await row.measure(contender, warmUpMs);
  const measure = (_row, side, _args, ms) => row.measure(contenders.get(side), ms);
  measure.stop = () => Promise.all([...contenders.values()].map((contender) => contender.stop()));
  return measure;
}

async function measureFresh(row, side, args, ms) {
  const contender = await Contender.start(row[side], args);
  try {
    return await row.measure(contender, ms);
  } finally {
    await contender.stop();
  }
}
