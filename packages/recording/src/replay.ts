import { type EmbeddedBroker, embeddedBroker } from "@thingwright/binding-mqtt";
import { defaultCodecs } from "@thingwright/codecs";
import type { Codec } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import {
  fillPlaceholders,
  parseRecording,
  RecordedDevice,
  type SimulatedClock,
  scaledClock,
  site,
} from "@thingwright/simulator";
import { maxBodyBytes } from "./taps/tap.js";

/** Options of {@link replay}. */
export interface ReplayOptions {
  /** Where it listens. Default 127.0.0.1. */
  readonly address?: string;
  /** Ports of its servers, by placeholder: `{ HTTP_URL: 8080 }`. Default: any free ones. */
  readonly ports?: Readonly<Record<string, number>>;
  /** The broker that a device of MQTT connects to. Default: one of its own. */
  readonly mqttUrl?: string;
  /** Values of the recording's placeholders; they go before its own. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** Hears, in words, of each request and message that the recording has no answer to. */
  readonly unrecorded?: (what: string) => void;
  readonly codecs?: readonly Codec[];
  readonly clock?: SimulatedClock;
}

/** What the state of a played device may grow to, as JSON: a few hundred thousand registers. */
const maxStateBytes = 4 * 1024 * 1024;

/** A recording that is played. */
export interface Replay extends AsyncDisposable {
  readonly device: RecordedDevice;
  /** URLs of its servers, by placeholder. */
  readonly urls: ReadonlyMap<string, string>;
  /** Values of all placeholders, those URLs among them. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** The Thing Description that the recording has, with these values; `undefined` where it has none. */
  readonly thing: Readonly<Record<string, unknown>> | undefined;
  /** Idempotent. */
  stop(): Promise<void>;
}

/**
 * Plays a recording as a simulated device on loopback. What is not in it is refused. Who asks needs no right
 * credentials, only some where its description wants them.
 *
 * @throws {UsageError} WOT_ARGUMENT with the number of the line that is unusable; WOT_ADDRESS_IN_USE for a port that is taken
 */
export async function replay(text: string, options: ReplayOptions = {}): Promise<Replay> {
  const { placeholders = {}, clock = scaledClock({ speed: 1 }), address = "127.0.0.1", ports = {} } = options;
  const recording = parseRecording(text, { placeholders });
  for (const name of Object.keys(ports)) {
    if (!recording.servers.has(name)) throw new UsageError("WOT_ARGUMENT", `the recording has no server ${name}`);
  }
  const mqttName = [...recording.servers].find(([, protocol]) => protocol === "mqtt")?.[0];
  const needsBroker = mqttName !== undefined && options.mqttUrl === undefined;
  const broker = needsBroker ? await embeddedBroker({ port: ports[mqttName] ?? 0, address }) : undefined;
  const mqttUrl = options.mqttUrl ?? broker?.localUrl;
  try {
    const device = new RecordedDevice(site({ clock, seed: 1 }), {
      id: "replayed",
      recording,
      address,
      ports,
      codecs: options.codecs ?? defaultCodecs(),
      maxPayloadBytes: maxBodyBytes,
      maxStateBytes,
      ...(mqttUrl !== undefined && { mqttUrl }),
      ...(options.unrecorded !== undefined && { unrecorded: options.unrecorded }),
    });
    await device.start();
    const values = { ...recording.placeholders, ...Object.fromEntries(device.urls) };
    return running(device, broker, values, recording.thing && filled(recording.thing, values));
  } catch (error) {
    await broker?.close();
    throw error;
  }
}

function filled(thing: object, values: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  try {
    return fillPlaceholders(thing, values) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `the recording's Thing Description: ${(cause as Error).message}`, { cause });
  }
}

function running(
  device: RecordedDevice,
  broker: EmbeddedBroker | undefined,
  placeholders: Replay["placeholders"],
  thing: Replay["thing"],
): Replay {
  const stop = async (): Promise<void> => {
    await device.stop();
    await broker?.close();
  };
  return { device, urls: device.urls, placeholders, thing, stop, [Symbol.asyncDispose]: stop };
}
