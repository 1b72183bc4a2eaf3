export { type DataType, dataTypes } from "./payload/data-type.js";
export { decodePayload, type TypeOfMetric } from "./payload/decode-payload.js";
export { encodePayload } from "./payload/encode-payload.js";
export type { Metric, MetricValue, Payload } from "./payload/payload.js";
export { sparkplug, sparkplugMediaType } from "./sparkplug-codec.js";
