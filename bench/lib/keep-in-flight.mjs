/** Keeps `inFlight` calls of `call` going for `ms` milliseconds; returns how many ended in a second. */
export async function keepInFlight(call, inFlight, ms) {
  const start = performance.now();
  const end = start + ms;
  let done = 0;
  const lane = async () => {
    while (performance.now() < end) {
      await call();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (done * 1000) / (performance.now() - start);
}
