export type { BridgeAddress } from "./bridge-link.js";
export { describeBridge, type HuePart } from "./describe-bridge.js";
export { type Hue, type HueOptions, hue } from "./hue.js";
export { type HueLimits, hueLimits } from "./limits.js";
export { type PairOptions, pair } from "./pair.js";
export { type HueEntry, huePlugin } from "./plugin.js";
export { describeBridgeV1 } from "./v1/describe-bridge-v1.js";
