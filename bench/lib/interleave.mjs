import { Contender } from "./contender.mjs";
import { median, spread } from "./statistics.mjs";

/** Sides of a row, in the order in which each round measures them. */
export const sides = ["ours", "limit", "peer"];

/**
 * Measures the sides of a row in turn, round after round, so that a machine that drifts drifts for all of them.
 * Each side is a process of its own: the same for all rounds, or a fresh one for each where the row asks for it.
 *
 * @returns {Promise<Record<string, {value: number, spread: number}>>}
 */
export async function interleave(row, { rounds, ms }) {
  const service = row.service === undefined ? undefined : await Contender.start(row.service);
  const args = service === undefined ? [] : [service.hello.url];
  const values = new Map(sides.map((side) => [side, []]));
  try {
    const measureAll = row.freshEachRound ? measureFresh : await warmContenders(row, args, Math.min(ms, 1000));
    for (let round = 0; round < rounds; round += 1) {
      for (const side of sides) values.get(side).push(await measureAll(row, side, args, ms));
    }
    await measureAll.stop?.();
  } finally {
    await service?.stop();
  }
  return Object.fromEntries(
    [...values].map(([side, measured]) => [side, { value: median(measured), spread: spread(measured) }]),
  );
}

async function warmContenders(row, args, warmUpMs) {
  const contenders = new Map();
  for (const side of sides) contenders.set(side, await Contender.start(row[side], args));
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
