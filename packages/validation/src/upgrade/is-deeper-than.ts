/** Whether arrays and objects are nested more than `limit` levels deep; stops where they are, so even in a circle. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  const levels: Iterator<unknown>[] = [[value].values()];
  while (levels.length > 0) {
    const next = levels[levels.length - 1]!.next();
    if (next.done === true) levels.pop();
    else if (typeof next.value === "object" && next.value !== null) {
      if (levels.length > limit) return true;
      levels.push(Object.values(next.value as object).values());
    }
  }
  return false;
}
