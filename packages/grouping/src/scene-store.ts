import type { MaybePromise } from "@thingwright/contracts";
import type { SceneValues } from "./scene-values.js";

/** Keeps what scenes have taken in, so that it outlives the program. */
export interface SceneStore {
  /** What the scene with this id has taken in last; `undefined` when it has not. */
  load(id: string): MaybePromise<SceneValues | undefined>;
  /** @throws {WotError} when it cannot be kept; what was kept before is there still */
  save(id: string, values: SceneValues): MaybePromise<void>;
}

/** Keeps it for as long as the program runs. */
export function memorySceneStore(): SceneStore {
  const kept = new Map<string, SceneValues>();
  return {
    load: (id) => kept.get(id),
    save: (id, values) => void kept.set(id, values),
  };
}
