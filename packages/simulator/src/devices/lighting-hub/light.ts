import type { LampOutput } from "../../room/room.js";
import type { Cancel, SimulatedClock } from "../../time/simulated-clock.js";
import { type LightKind, type LightKindName, lightKinds } from "./light-kind.js";
import { stateFields } from "./state-field.js";

export interface LightOptions {
  /** A path segment: digits. */
  readonly id: string;
  readonly name: string;
  readonly kind: LightKindName;
}

/** One refusal in the hub's answer. */
export interface StateError {
  readonly code: "FIELD_UNKNOWN" | "FIELD_UNSUPPORTED" | "VALUE_INVALID" | "LIGHT_UNREACHABLE";
  readonly field: string | null;
  readonly detail: string;
}

/** What became of a `PUT …/state`: fields are judged one by one. */
export interface StateOutcome {
  readonly applied: Readonly<Record<string, unknown>>;
  readonly errors: readonly StateError[];
}

type StateListener = (light: Light, changed: Readonly<Record<string, unknown>>) => void;

/** `alert: "select"` blinks once, `"lselect"` for a quarter of a minute; then the field goes back to `"none"`. */
const alertMs: ReadonlyMap<unknown, number> = new Map([
  ["select", 1_000],
  ["lselect", 15_000],
]);
const coldestMired = 153;
const d65: readonly [number, number] = [0.3127, 0.329];

/** One lamp behind the hub. */
export class Light {
  readonly id: string;
  readonly name: string;
  readonly kind: LightKind;
  reachable = true;
  readonly #clock: SimulatedClock;
  readonly #onChange: StateListener;
  readonly #state = new Map<string, unknown>();
  #cancelAlert: Cancel | undefined;

  constructor(options: LightOptions, clock: SimulatedClock, onChange: StateListener) {
    this.id = options.id;
    this.name = options.name;
    this.kind = lightKinds[options.kind];
    this.#clock = clock;
    this.#onChange = onChange;
    const initial = { on: false, bri: 254, ct: coldestMired * 2, xy: d65 };
    for (const field of this.kind.fields) this.#state.set(field, initial[field]);
    if (this.kind.fields.includes("xy")) this.#state.set("colormode", "ct");
    this.#state.set("alert", "none");
  }

  /** The light as `GET /api/lights/{id}` shows it. */
  document(): Record<string, unknown> {
    return {
      state: { ...Object.fromEntries(this.#state), reachable: this.reachable },
      name: this.name,
      type: this.kind.type,
      modelid: this.kind.modelId,
      manufacturername: "Lumenhaus",
      uniqueid: `4c:48:00:00:00:00:00:${this.id.padStart(2, "0")}-01`,
      swversion: "2.14.0",
      power: { watts: Math.round(this.output().watts * 10) / 10 },
    };
  }

  /** Applies the fields that are in order and says what is wrong with the others. */
  apply(change: ReadonlyMap<string, unknown>): StateOutcome {
    if (!this.reachable) {
      return { applied: {}, errors: [{ code: "LIGHT_UNREACHABLE", field: null, detail: "the light does not answer" }] };
    }
    const errors: StateError[] = [];
    const applied: [string, unknown][] = [];
    for (const [field, value] of change) {
      const error = this.#objection(field, value);
      if (error === undefined) applied.push([field, value]);
      else errors.push(error);
    }
    this.#take(applied);
    return { applied: Object.fromEntries(applied), errors };
  }

  /** Ends a running alert, without a word. */
  stop(): void {
    this.#cancelAlert?.();
  }

  /** What the lamp gives to the room and takes from the mains. */
  output(): LampOutput {
    const { maxLumens, maxWatts, standbyWatts } = this.kind;
    if (this.#state.get("on") !== true) return { lumens: 0, watts: standbyWatts };
    const share = Number(this.#state.get("bri") ?? 254) / 254;
    return { lumens: maxLumens * share, watts: standbyWatts + (maxWatts - standbyWatts) * share };
  }

  #objection(field: string, value: unknown): StateError | undefined {
    const known = stateFields.get(field);
    if (known === undefined) return { code: "FIELD_UNKNOWN", field, detail: "there is no such field" };
    if (!this.#state.has(field)) {
      return { code: "FIELD_UNSUPPORTED", field, detail: `a ${this.kind.type.toLowerCase()} has no such field` };
    }
    if (known.accepts(value)) return undefined;
    return { code: "VALUE_INVALID", field, detail: `expected ${known.expected}` };
  }

  #take(applied: readonly (readonly [string, unknown])[]): void {
    const changed = new Map(applied.filter(([field, value]) => !same(this.#state.get(field), value)));
    const names = new Map(applied);
    const colorMode = names.has("xy") ? "xy" : names.has("ct") ? "ct" : undefined;
    if (this.#state.has("colormode") && colorMode !== undefined && this.#state.get("colormode") !== colorMode) {
      changed.set("colormode", colorMode);
    }
    this.#set(changed);
    if (names.has("alert")) this.#blink(names.get("alert"));
  }

  #blink(alert: unknown): void {
    this.#cancelAlert?.();
    const durationMs = alertMs.get(alert);
    if (durationMs === undefined) return;
    this.#cancelAlert = this.#clock.schedule(durationMs, () => this.#set(new Map([["alert", "none"]])));
  }

  #set(changed: ReadonlyMap<string, unknown>): void {
    if (changed.size === 0) return;
    for (const [field, value] of changed) this.#state.set(field, value);
    this.#onChange(this, Object.fromEntries(changed));
  }
}

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.every((member, index) => member === other[index]);
  return one === other;
}
