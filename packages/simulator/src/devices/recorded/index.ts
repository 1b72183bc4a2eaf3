export { modbusTables } from "./modbus-carrier.js";
export { type ParseRecordingOptions, parseRecording } from "./parse-recording.js";
export { RecordedDevice, type RecordedDeviceOptions } from "./recorded-device.js";
export type {
  Exchange,
  Reaction,
  RecordedAnswer,
  RecordedMessage,
  RecordedNotification,
  RecordedPayload,
  RecordedProtocol,
  RecordedRequest,
  Recording,
  Scene,
  Step,
} from "./recording.js";
export { recordingSchemas } from "./recording-schema.js";
export { fillPlaceholders } from "./template.js";
