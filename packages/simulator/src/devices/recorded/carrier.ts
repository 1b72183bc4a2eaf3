import type { StartOptions } from "../../device.js";
import type { FaultInjector } from "../../faults/fault-injector.js";
import type { Exchange, RecordedNotification, RecordedPayload } from "./recording.js";
import type { ScenePlayer } from "./scene-player.js";

/** One server of a recorded device, by the protocol that it speaks. */
export interface Carrier {
  /** Opens it. Resolves with its URL, without a slash at its end. */
  start(options: StartOptions): Promise<string>;
  /** Sends to those who have asked for what goes on. */
  notify(notification: RecordedNotification): void;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** What a carrier works with. */
export interface CarrierContext {
  /** Placeholder of its URL. */
  readonly name: string;
  readonly player: ScenePlayer;
  readonly faults: FaultInjector;
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  readonly maxPayloadBytes: number;
  /** Scenes of requests to this server. */
  readonly exchanges: readonly Exchange[];
  /** Hears of what came and is not in the recording, in words. */
  unrecorded(what: string): void;
  /** The bytes that go out, with the faults of the device in them. */
  encode(payload: RecordedPayload): Buffer;
}

/** Exchanges of a method on a target, whose query has to be among that of the request. */
export function* exchangesOf(
  exchanges: readonly Exchange[],
  method: string,
  path: string,
  query: readonly string[],
): Generator<Exchange> {
  for (const exchange of exchanges) {
    if (exchange.request.method !== method) continue;
    const [recordedPath, recordedQuery] = splitTarget(exchange.request.target);
    if (recordedPath === path && recordedQuery.every((part) => query.includes(part))) yield exchange;
  }
}

/** Path and parts of the query. */
export function splitTarget(target: string): readonly [path: string, query: readonly string[]] {
  const at = target.indexOf("?");
  if (at === -1) return [target, []];
  return [target.slice(0, at), target.slice(at + 1).split("&")];
}
