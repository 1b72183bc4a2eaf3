/** Microseconds that `take` needs for each of the `count` values of a text; the texts come in turn, for `ms` milliseconds. */
export async function timePerValue(take, texts, count, ms) {
  const start = performance.now();
  const end = start + ms;
  let done = 0;
  while (performance.now() < end) {
    for (const text of texts) {
      const taken = take(text);
      if (taken instanceof Promise) await taken;
    }
    done += texts.length;
  }
  return ((performance.now() - start) * 1000) / (done * count);
}
