export { type SparkplugClientOptions, sparkplugClient } from "./client/sparkplug-client.js";
export { sparkplugNamespace } from "./client/sparkplug-terms.js";
export { defaultSparkplugLimits, type SparkplugLimits } from "./limits.js";
export { type DataType, dataTypes } from "./payload/data-type.js";
export { decodePayload, type TypeOfMetric } from "./payload/decode-payload.js";
export { encodePayload } from "./payload/encode-payload.js";
export type { Metric, MetricValue, Payload } from "./payload/payload.js";
export { sparkplug, sparkplugMediaType } from "./sparkplug-codec.js";
