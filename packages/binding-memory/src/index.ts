export { MemoryClient, type MemoryClientOptions, memoryClient } from "./client.js";
export { memoryManifest } from "./manifest.js";
export { type MemoryEndpoint, type MemoryLine, MemoryNetwork, type MemoryRequest, memoryNetwork } from "./network.js";
export { MemoryServer, type MemoryServerOptions, memoryServer } from "./server.js";
