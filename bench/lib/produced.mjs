import { twentyAffordances } from "./twenty-affordances.mjs";

/** What Things are produced from: the Thing with 20 affordances, without Forms and id. */
export function initOf(index) {
  const { id: _, ...rest } = structuredClone(twentyAffordances);
  for (const kind of ["properties", "actions", "events"]) {
    for (const affordance of Object.values(rest[kind])) delete affordance.forms;
  }
  return { ...rest, title: `Thing ${index}` };
}

/** Makes `count` Things and says what each cost: microseconds, and kilobytes of heap and buffers after a collection. */
export async function producing(count, make) {
  const before = memory();
  const inits = Array.from({ length: count }, (_, index) => initOf(index));
  const kept = [];
  const start = performance.now();
  for (const init of inits) kept.push(await make(init));
  const us = performance.now() - start;
  inits.length = 0;
  const kilobytes = (memory() - before) / 1024 / kept.length;
  return { us, kilobytes };
}

function memory() {
  for (let times = 0; times < 3; times += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
