export { type MatterClientOptions, matterClient } from "./binding/client.js";
export { defaultMatterClientLimits, type MatterClientLimits } from "./binding/client-limits.js";
export { matterManifest } from "./binding/manifest.js";
export { describeNode } from "./describe-node.js";
export { type MatterLimits, matterLimits } from "./limits.js";
export { type Matter, type MatterOptions, matter, type NetworkOptions } from "./matter.js";
export { type MatterControllerOptions, matterController } from "./matterjs/controller.js";
export type { ImportModule } from "./matterjs/load-library.js";
export type { MatterNode, NodeListener } from "./nodes/matter-node.js";
export type { CommissionableDevice, MatterNodes } from "./nodes/matter-nodes.js";
export type {
  AttributeShape,
  ClusterPlace,
  ClusterSnapshot,
  CommandShape,
  EndpointSnapshot,
  EventShape,
  NodeSnapshot,
} from "./nodes/node-snapshot.js";
export { type MatterEntry, matterPlugin } from "./plugin.js";
