export { type ParseRecordingOptions, parseRecording } from "./parse-recording.js";
export { RecordedDevice, type RecordedDeviceOptions } from "./recorded-device.js";
export type { Reaction, RecordedMessage, Recording, Scene, Step } from "./recording.js";
