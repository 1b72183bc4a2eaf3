export type { ContentListener, ProtocolServer, TheirExposedThing, TheirServient } from "../plug-in/exposed-thing.js";
export type {
  ProtocolClient,
  ProtocolClientFactory,
  TheirContent,
  TheirForm,
  TheirSecurityScheme,
  TheirSubscription,
} from "../plug-in/interfaces.js";
export type { ContentCodec } from "../plug-in/their-codec.js";
export { defaultNodeWotClientLimits, type NodeWotClientLimits } from "./client-limits.js";
export type { ContainmentOptions } from "./contained.js";
export { nodeWot } from "./node-wot.js";
export { NodeWotClient, type NodeWotClientOptions } from "./node-wot-client.js";
export {
  defaultNodeWotServerLimits,
  NodeWotServer,
  type NodeWotServerLimits,
  type NodeWotServerOptions,
} from "./node-wot-server.js";
