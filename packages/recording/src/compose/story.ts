import type { TapeEntry, TapeEvent } from "../tape.js";

/** An entry, and after how many changes it was. */
export interface Told<E extends TapeEvent = TapeEvent> {
  readonly entry: TapeEntry<E>;
  /** 0 before the first change of the recording, 1 with it and after it, and so on. */
  readonly moment: number;
}

/** The entries of a tape by the moments that changes make of it. */
export function momentsOf(entries: readonly TapeEntry[]): readonly Told[] {
  let moment = 0;
  return entries.map((entry) => {
    if ("isChange" in entry && entry.isChange) moment += 1;
    return { entry, moment };
  });
}

/** The state has a moment of these limits. */
export const momentIs = (limits: { readonly minimum?: number; readonly maximum?: number }): object => ({
  type: "object",
  properties: { moment: { type: "integer", ...limits } },
  required: ["moment"],
});

/** Whether `told` is of a kind. */
export const isOf =
  <K extends TapeEvent["kind"]>(kind: K) =>
  (told: Told): told is Told<Extract<TapeEvent, { kind: K }>> =>
    told.entry.kind === kind;
