import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import type { HttpWire } from "../wire/http/http-wire.js";
import { pause } from "../wire/pause.js";

/** Shortest pause between two looks at whether a change shows, in milliseconds; each next one is twice as long. */
const firstPauseMs = 20;

/** The last answer of asking again and again until it shows what is wanted, or the time for that is up. */
export function askUntil(
  http: HttpWire,
  request: HttpRequest,
  isShown: (exchange: HttpExchange) => boolean,
  signal: AbortSignal,
): Promise<HttpExchange> {
  return lookUntil(() => http.askAgain(request), isShown, http.effectTimeoutMs, signal);
}

/** The same over any wire. `isShown` is asked of each answer and the one before. */
export async function lookUntil<E>(
  look: () => Promise<E>,
  isShown: (exchange: E, before: E | undefined) => boolean,
  forMs: number,
  signal: AbortSignal,
): Promise<E> {
  let before: E | undefined;
  let exchange = await look();
  let waitedMs = 0;
  for (let ms = firstPauseMs; !isShown(exchange, before); ms *= 2) {
    if (signal.aborted || waitedMs >= forMs) break;
    await pause(Math.min(ms, forMs - waitedMs), signal);
    waitedMs += ms;
    before = exchange;
    exchange = await look();
  }
  return exchange;
}
