import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import type { HttpWire } from "../wire/http/http-wire.js";
import { pause } from "../wire/pause.js";

/** Shortest pause between two looks at whether a change shows, in milliseconds; each next one is twice as long. */
const firstPauseMs = 20;

/** The last answer of asking again and again until it shows what is wanted, or the time for that is up. */
export async function askUntil(
  http: HttpWire,
  request: HttpRequest,
  isShown: (exchange: HttpExchange) => boolean,
  signal: AbortSignal,
): Promise<HttpExchange> {
  let exchange = await http.askAgain(request);
  let waitedMs = 0;
  for (let ms = firstPauseMs; !isShown(exchange); ms *= 2) {
    if (signal.aborted || waitedMs >= http.effectTimeoutMs) break;
    await pause(Math.min(ms, http.effectTimeoutMs - waitedMs), signal);
    waitedMs += ms;
    exchange = await http.askAgain(request);
  }
  return exchange;
}
