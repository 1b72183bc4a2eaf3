/** A field of a light's state that a client may write. */
export type LightField = "on" | "bri" | "ct" | "xy";

/** What a model of light can do, and what it draws. */
export interface LightKind {
  /** Lumenhaus's name of the type, as the hub reports it. */
  readonly type: string;
  readonly modelId: string;
  readonly fields: readonly LightField[];
  readonly maxLumens: number;
  readonly maxWatts: number;
  readonly standbyWatts: number;
}

export type LightKindName = "plug" | "dimmable" | "tunable-white" | "colour";

/** Lumenhaus's catalogue. */
export const lightKinds: Readonly<Record<LightKindName, LightKind>> = {
  plug: kind("Plug light", "LH-P1", ["on"], 470, 40, 0.4),
  dimmable: kind("Dimmable light", "LH-D8", ["on", "bri"], 810, 8.5, 0.3),
  "tunable-white": kind("Tunable white light", "LH-W10", ["on", "bri", "ct"], 1055, 10, 0.4),
  colour: kind("Colour light", "LH-C9", ["on", "bri", "ct", "xy"], 806, 9.5, 0.5),
};

function kind(
  type: string,
  modelId: string,
  fields: readonly LightField[],
  maxLumens: number,
  maxWatts: number,
  standbyWatts: number,
): LightKind {
  return { type, modelId, fields, maxLumens, maxWatts, standbyWatts };
}
