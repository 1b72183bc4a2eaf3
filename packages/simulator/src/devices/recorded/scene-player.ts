import type { Codec } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type Cancel, every, type SimulatedClock } from "../../time/simulated-clock.js";
import { DeviceMemory } from "./device-memory.js";
import { filledPayload, PayloadCodec, parsedText } from "./payload.js";
import type {
  Exchange,
  Reaction,
  RecordedAnswer,
  RecordedMessage,
  RecordedNotification,
  Recording,
  Scene,
  Step,
} from "./recording.js";
import { fillReferences, fillText } from "./template.js";

/** What a device says by itself, and where. */
export interface Voice {
  publish(message: RecordedMessage): void;
  notify(notification: RecordedNotification): void;
}

export interface ScenePlayerOptions {
  readonly clock: SimulatedClock;
  readonly recording: Recording;
  readonly voice: Voice;
  readonly codecs: readonly Codec[];
  readonly maxStateBytes: number;
  readonly maxWaitingSteps: number;
  /** URLs of the device's servers, by placeholder. */
  readonly urls: ReadonlyMap<string, string>;
}

/** What has come from a peer: references of steps are to it and to the state. */
interface Heard {
  readonly payload?: unknown;
  readonly text?: string;
  readonly parts?: readonly unknown[];
  readonly topic?: readonly string[];
  /** Takes the answer to a request. */
  readonly reply?: (answer: RecordedAnswer) => void;
}

/** Plays the scenes of a recording: waits, looks at the state, changes it, says what is to be said. Knows no network. */
export class ScenePlayer {
  readonly payloads: PayloadCodec;
  readonly #options: ScenePlayerOptions;
  readonly #memory: DeviceMemory;
  readonly #waiting = new Set<Cancel>();
  /** How many times scenes with `times` have been. */
  readonly #played = new Map<Scene, number>();
  #running: Cancel[] = [];

  constructor(options: ScenePlayerOptions) {
    this.#options = options;
    this.payloads = new PayloadCodec(options.codecs);
    this.#memory = new DeviceMemory(options.recording.state, options.maxStateBytes);
  }

  get state(): Readonly<Record<string, unknown>> {
    return this.#memory.state;
  }

  /** Merges `patch` into the state, as far as it may grow. */
  remember(patch: unknown): void {
    this.#memory.merge(patch);
  }

  /** Begins what the device does by itself. */
  begin(): void {
    this.halt();
    const { clock, recording } = this.#options;
    for (const scene of recording.timeline) this.#later(scene.atMs, () => this.#play(scene, {}));
    this.#running = recording.periodic.map((scene) => every(clock, scene.everyMs, () => this.#play(scene, {})));
  }

  /** Ends that, and all that waits. */
  halt(): void {
    for (const cancel of this.#running.splice(0)) cancel();
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
  }

  /** @throws {UsageError} WOT_ARGUMENT when the recording knows no such thing */
  cue(name: string): void {
    const scene = this.#options.recording.cues.get(name);
    if (scene === undefined) throw new UsageError("WOT_ARGUMENT", `the recording has no cue "${name}"`);
    this.#play(scene, {});
  }

  /** Plays the first of `scenes` that fits what has come; false when none does. */
  react(scenes: Iterable<Reaction | Exchange>, bytes: Buffer, heard: Pick<Heard, "topic" | "reply">): boolean {
    const text = bytes.toString("utf8");
    for (const scene of scenes) {
      if (this.#isPast(scene) || !this.#memory.matches(scene.if, this.state)) continue;
      if (scene.hex !== undefined && scene.hex.toLowerCase() !== bytes.toString("hex")) continue;
      const { contentType } = scene;
      const payload = contentType === undefined ? parsedText(text) : this.payloads.decoded(bytes, contentType);
      if (payload === undefined || !this.#memory.matches(scene.payload, payload)) continue;
      if (scene.times !== undefined) this.#played.set(scene, (this.#played.get(scene) ?? 0) + 1);
      this.#play(scene, { ...heard, payload, text, parts: text.split(",").map(parsedText) });
      return true;
    }
    return false;
  }

  #isPast(scene: Reaction | Exchange): boolean {
    return scene.times !== undefined && (this.#played.get(scene) ?? 0) >= scene.times;
  }

  #play({ steps }: Pick<Scene, "steps">, heard: Heard): void {
    for (const [index, { afterMs = 0, ...step }] of steps.entries()) {
      if (afterMs > 0) {
        const rest = [step, ...steps.slice(index + 1)];
        this.#later(afterMs, () => this.#play({ steps: rest }, heard));
        return;
      }
      this.#carryOut(step, heard);
    }
  }

  #carryOut(step: Step, heard: Heard): void {
    if (!this.#memory.matches(step.if, this.state)) return;
    const context = (): object => ({ ...heard, state: this.state, urls: Object.fromEntries(this.#options.urls) });
    if (step.set !== undefined) this.#memory.merge(fillReferences(step.set, context()));
    if (step.count !== undefined) this.#memory.merge(counted(this.state, step.count));
    const { answer, notify, topic, qos = 0, retain = false } = step;
    const { voice } = this.#options;
    if (topic !== undefined) {
      voice.publish({ ...filledPayload(step, context()), topic: fillText(topic, context()), qos, retain });
    }
    if (answer !== undefined) heard.reply?.({ ...answer, ...filledPayload(answer, context()) });
    if (notify !== undefined) voice.notify({ ...notify, ...filledPayload(notify, context()) });
  }

  #later(delayMs: number, task: () => void): void {
    if (delayMs === 0) {
      task();
      return;
    }
    if (this.#waiting.size >= this.#options.maxWaitingSteps) return;
    const cancel = this.#options.clock.schedule(delayMs, () => {
      this.#waiting.delete(cancel);
      task();
    });
    this.#waiting.add(cancel);
  }
}

/** One more of each, or 0 where that would be the limit. */
function counted(state: Readonly<Record<string, unknown>>, limits: Readonly<Record<string, number>>): object {
  const entries = Object.entries(limits).map(([name, limit]) => [name, (Number(state[name] ?? 0) + 1) % limit]);
  return Object.fromEntries(entries);
}
