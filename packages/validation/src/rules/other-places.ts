/** What is added where one finding stands for `count` more of the same. */
export function inOtherPlaces(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "; so has one other place" : `; so have ${count} other places`;
}
