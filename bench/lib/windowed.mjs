/**
 * Sends numbered values, `inFlight` ahead of what has come back, for `ms` milliseconds.
 *
 * @param send - sends one value
 * @returns {{ arrived(): void, run(ms: number): Promise<number> }} `arrived` is to be called for each value that comes back
 */
export function windowed(send, inFlight = 256) {
  let sent = 0;
  let received = 0;
  let until = 0;
  const fill = () => {
    while (sent - received < inFlight && performance.now() < until) {
      sent += 1;
      send(sent);
    }
  };
  return {
    arrived() {
      received += 1;
      fill();
    },
    async run(ms) {
      const before = received;
      const start = performance.now();
      until = start + ms;
      fill();
      await new Promise((resolve) => setTimeout(resolve, ms));
      const rate = ((received - before) * 1000) / (performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 100));
      sent = received;
      return rate;
    },
  };
}
