import type { MaybePromise } from "@thingwright/contracts";
import type { SceneValues } from "./scene-values.js";

/** What a scene has taken in, and in the place of which values: who gives it others later wants those. */
export interface KeptScene {
  readonly of: SceneValues;
  readonly taken: SceneValues;
}

/** Keeps what scenes have taken in, so that it outlives the program. */
export interface SceneStore {
  /** What the scene with this id has taken in last; `undefined` when it has not. */
  load(id: string): MaybePromise<KeptScene | undefined>;
  /** @throws {WotError} when it cannot be kept; what was kept before is there still */
  save(id: string, scene: KeptScene): MaybePromise<void>;
}

/** Keeps it for as long as the program runs. */
export function memorySceneStore(): SceneStore {
  const kept = new Map<string, KeptScene>();
  return {
    load: (id) => kept.get(id),
    save: (id, scene) => void kept.set(id, scene),
  };
}
