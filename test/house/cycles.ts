/** The first cycle that is found in a graph, as the nodes along it with the first one again at the end. */
export function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = walk(graph, start, [], done);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function walk(
  graph: ReadonlyMap<string, readonly string[]>,
  node: string,
  path: readonly string[],
  done: Set<string>,
): readonly string[] | undefined {
  if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
  if (done.has(node)) return undefined;
  for (const next of graph.get(node) ?? []) {
    const cycle = walk(graph, next, [...path, node], done);
    if (cycle !== undefined) return cycle;
  }
  done.add(node);
  return undefined;
}
