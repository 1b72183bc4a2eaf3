import type { ReconnectLimits } from "@thingwright/contracts";
import type { StackLimits } from "../stack/stack-limits.js";

/** How far a server, or a document, may make this client go. */
export interface OpcuaClientLimits extends StackLimits, ReconnectLimits {
  /** Servers, with a user each, that are connected to at a time; beyond it one that nobody uses is let go of. */
  readonly maxConnections: number;
  /** Requests under way to one server; more fail with RequestError WOT_TOO_MANY. */
  readonly maxPendingRequests: number;
  /** Nodes of one server that are watched at a time. */
  readonly maxSubscriptions: number;
  /** How often a server looks at a watched value. */
  readonly samplingIntervalMs: number;
  /** Values or events of a watched node that the server keeps until it sends them. */
  readonly queueSize: number;
  /** How long a lost session is waited for before it is made anew. */
  readonly restoreTimeoutMs: number;
  /** A connection without requests and watched nodes is closed after this time. */
  readonly idleTimeoutMs: number;
  /** Largest body that is written. */
  readonly maxBodyBytes: number;
}

export const defaultOpcuaClientLimits: OpcuaClientLimits = Object.freeze({
  maxConnections: 64,
  maxPendingRequests: 256,
  maxSubscriptions: 5_000,
  connectTimeoutMs: 15_000,
  responseTimeoutMs: 10_000,
  sessionTimeoutMs: 60_000,
  restoreTimeoutMs: 10_000,
  keepAliveMs: 10_000,
  idleTimeoutMs: 60_000,
  publishingIntervalMs: 500,
  maxNotificationsPerPublish: 1_000,
  samplingIntervalMs: 500,
  queueSize: 16,
  minReconnectDelayMs: 1_000,
  maxReconnectDelayMs: 60_000,
  maxMessageBytes: 16 * 1024 * 1024,
  maxNodesPerRequest: 200,
  maxBodyBytes: 1024 * 1024,
});
