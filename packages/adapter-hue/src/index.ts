export { type BridgeAddress, type DescribedBridge, type DescribedPart, describeBridge } from "./describe-bridge.js";
export { type Hue, type HueChange, type HueOptions, hue } from "./hue.js";
export { type HueLimits, hueLimits } from "./limits.js";
export { type PairOptions, pair } from "./pair.js";
