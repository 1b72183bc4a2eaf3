/** What `work` makes of each member, in their order; at most `most` at the same time. */
export async function inParallel<T, R>(
  members: readonly T[],
  most: number,
  work: (member: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(members.length);
  const rest = members.entries();
  const worker = async (): Promise<void> => {
    for (const [index, member] of rest) results[index] = await work(member);
  };
  await Promise.all(Array.from({ length: Math.min(most, members.length) }, worker));
  return results;
}
