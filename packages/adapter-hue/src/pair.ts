import { type Clock, systemClock } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { ProtocolError, RemoteError, TimeoutError } from "@thingwright/errors";
import { membersOf, pause, textOf } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { bridgeUrl } from "./bridge-url.js";
import { hueLimits } from "./limits.js";

/** Options of {@link pair}. */
export interface PairOptions {
  /** Who the key is for, as the bridge lists it: `thingwright#office`. */
  readonly application: string;
  /** As in `HueOptions`. */
  readonly allowInsecure?: boolean;
  /** Longest wait for the button; default 30,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Between two questions whether the button has been pressed. */
const askMs = 1_000;

/** The bridge's error while nobody has pressed its button. */
const notPressed = 101;

/**
 * Asks a bridge for an application key, which it gives while its link button has just been pressed. What to do with it is the
 * caller's: it belongs into the store of credentials, as `{ apiKey }`.
 *
 * @throws {TimeoutError} WOT_TIMEOUT when nobody presses the button in time
 * @throws {RemoteError} WOT_REMOTE with the bridge's own words when it refuses
 * @see https://developers.meethue.com/develop/hue-api-v2/getting-started/
 */
export async function pair(servient: Servient, url: string, options: PairOptions): Promise<string> {
  const { application, timeoutMs = hueLimits.pairTimeoutMs, signal, clock = systemClock } = options;
  const bridge = servient.consume(pairingDescription(bridgeUrl(url, options.allowInsecure)));
  const until = clock.now() + timeoutMs;
  const deadline = signal ?? new AbortController().signal;
  for (;;) {
    const call = { timeoutMs: hueLimits.timeoutMs, signal: deadline };
    const [answer] = (await bridge.invoke("pair", { devicetype: application }, call)) as readonly unknown[];
    const { success, error } = membersOf(answer);
    const key = textOf(membersOf(success).username);
    if (key !== undefined) return key;
    const { type, description } = membersOf(error);
    if (typeof type !== "number")
      throw new ProtocolError("WOT_PROTOCOL", "the bridge gives neither a key nor a reason");
    if (type !== notPressed) {
      throw new RemoteError("WOT_REMOTE", `the bridge refused: ${textOf(description) ?? type}`, {
        status: String(type),
      });
    }
    if (clock.now() + askMs > until) {
      throw new TimeoutError("WOT_TIMEOUT", `nobody pressed the link button within ${timeoutMs} ms`);
    }
    await pause(askMs, clock, deadline);
  }
}

const pairingDescription = (url: string): ThingDescription =>
  ({
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Hue bridge",
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    actions: {
      pair: {
        title: "Pair",
        input: { type: "object", properties: { devicetype: { type: "string", maxLength: 40 } } },
        output: { type: "array", minItems: 1, items: { type: "object" } },
        forms: [{ href: `${url}/api`, op: "invokeaction", contentType: "application/json" }],
      },
    },
  }) as unknown as ThingDescription;
