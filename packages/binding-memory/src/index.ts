export {
  defaultMemoryClientLimits,
  MemoryClient,
  type MemoryClientLimits,
  type MemoryClientOptions,
  memoryClient,
} from "./client.js";
export { memoryManifest } from "./manifest.js";
export { type MemoryEndpoint, type MemoryLine, MemoryNetwork, type MemoryRequest, memoryNetwork } from "./network.js";
export {
  defaultMemoryServerLimits,
  MemoryServer,
  type MemoryServerLimits,
  type MemoryServerOptions,
  memoryServer,
} from "./server.js";
