import { defaultCodecs } from "@thingwright/codecs";
import { type Clock, type Codec, type Logger, silent, systemClock } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import type { RecordedProtocol } from "@thingwright/simulator";
import type { ThingDescription } from "@thingwright/td";
import { composeRecording } from "./compose/compose-recording.js";
import { type Change, exercise } from "./exercise.js";
import { Redactor, type Removed } from "./redact/redactor.js";
import { Tape, type TapeLimits, tapeLimits } from "./tape.js";
import { redirected, serversOf, type ThingServer } from "./tapped-thing.js";
import { coapTap } from "./taps/coap-tap.js";
import { httpTap } from "./taps/http-tap.js";
import { modbusTap } from "./taps/modbus-tap.js";
import { mqttTap } from "./taps/mqtt-tap.js";
import type { Tap, TapOptions } from "./taps/tap.js";

/** Options of {@link record}. */
export interface RecordOptions {
  /** What is done to the device while it is recorded, in this order. Default: nothing. */
  readonly changes?: readonly Change[];
  /** How long to listen when all is done. Default 10,000. */
  readonly listenMs?: number;
  /** How long to listen before the first reading, and after each change before the next. Default 1000. */
  readonly settleMs?: number;
  /** Longest wait for one answer. Default 10,000. */
  readonly timeoutMs?: number;
  /** Texts that must not be in the recording: credentials, serial numbers, names. */
  readonly secrets?: Iterable<string>;
  /** Ends the recording; what there is by then is written. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<TapeLimits>;
  /** Of payloads that are no text. Default: those of {@link defaultCodecs}. */
  readonly codecs?: readonly Codec[];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A recording, and what is not in it. */
export interface MadeRecording {
  /** JSON Lines; what they have is in the README of `@thingwright/simulator`, "Recorded devices". */
  readonly text: string;
  readonly removed: Removed;
  /** There was more than the limits have room for. */
  readonly isCut: boolean;
}

/** Relays by what the device speaks. */
const taps: Readonly<Record<RecordedProtocol, (options: TapOptions) => Promise<Tap>>> = {
  http: httpTap,
  mqtt: mqttTap,
  coap: coapTap,
  "modbus+tcp": modbusTap,
};

/**
 * Uses a device by its Thing Description, through relays on loopback that write down what passes, and makes a recording of
 * it: without credentials, addresses, and what names one device or a person.
 *
 * @param servient - consumes the Thing; its store has the credentials, by the Thing's `id`
 * @throws {UnsupportedError} WOT_NO_FORM when none of the Forms can be recorded
 */
export async function record(
  servient: Servient,
  thing: ThingDescription,
  options: RecordOptions = {},
): Promise<MadeRecording> {
  const { changes = [], listenMs = 10_000, settleMs = 1000, timeoutMs = 10_000, limits = {}, secrets = [] } = options;
  const {
    signal = new AbortController().signal,
    clock = systemClock,
    logger = silent,
    codecs = defaultCodecs(),
  } = options;
  const servers = serversOf(thing);
  const tape = new Tape(clock, { ...tapeLimits, ...limits });
  const open: Tap[] = [];
  try {
    const urls = new Map<string, string>();
    for (const { name, protocol, origin } of servers) {
      const tap = await taps[protocol]({ server: name, origin: new URL(origin), tape });
      open.push(tap);
      urls.set(origin, tap.url);
    }
    const consumed = servient.consume(redirected(thing, urls));
    const settings = { changes, listenMs, settleMs, timeoutMs, clock, logger, signal };
    const privateTexts = await exercise(consumed, tape, settings);
    const redactor = new Redactor({ secrets: [...secrets, ...privateTexts], origins: referencesOf(servers) });
    const header = {
      device: thing.title,
      recordedAt: new Date(clock.now()).toISOString(),
      servers: Object.fromEntries(servers.map(({ name, protocol }) => [name, protocol])),
      thing: redirected(thing, new Map(servers.map(({ name, origin }) => [origin, `{{${name}}}`]))),
    };
    const text = composeRecording(tape.entries, header, redactor, codecs);
    return { text, removed: redactor.removed, isCut: tape.isFull };
  } finally {
    for (const tap of open) await tap.stop();
  }
}

/** What stands in a payload for the URL of a server: where it is replayed. */
function referencesOf(servers: readonly ThingServer[]): ReadonlyMap<string, string> {
  return new Map(servers.map(({ name, origin }) => [origin, `{{/urls/${name}}}`]));
}
