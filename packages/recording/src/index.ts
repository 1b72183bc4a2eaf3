export type { Change } from "./exercise.js";
export { type MadeRecording, type RecordOptions, record } from "./record.js";
export type { Removed } from "./redact/redactor.js";
export { type Replay, type ReplayOptions, replay } from "./replay.js";
export { type TapeLimits, tapeLimits } from "./tape.js";
