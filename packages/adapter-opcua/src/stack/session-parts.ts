import type { NodeOpcua, NodeOpcuaClient, NodeOpcuaSession } from "./node-opcua.js";
import type { StackLimits } from "./stack-limits.js";
import type { UaServerInfo, UaSessionEvents } from "./ua-session.js";

/** What a session is made over. */
export interface SessionParts {
  readonly stack: NodeOpcua;
  readonly client: NodeOpcuaClient;
  readonly session: NodeOpcuaSession;
  readonly server: UaServerInfo;
  readonly limits: StackLimits;
  readonly events: UaSessionEvents;
}
