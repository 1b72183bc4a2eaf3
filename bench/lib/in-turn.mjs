import { keepInFlight } from "./keep-in-flight.mjs";

/** Calls `call` with one of `items` after the other for some milliseconds, going on where it stopped; returns calls a second. */
export function inTurn(items, call) {
  let index = 0;
  return (ms) => keepInFlight(() => call(items[index++ % items.length]), 1, ms);
}
