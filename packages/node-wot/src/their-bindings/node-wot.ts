import type { ProtocolClientFactory } from "../plug-in/interfaces.js";
import { NodeWotClient, type NodeWotClientOptions } from "./node-wot-client.js";

/**
 * A binding of theirs as one of ours: `new Servient({ clients: [nodeWot(new ModbusClientFactory())] })`. It is known by what it
 * can do, whichever version of node-wot it was made for.
 */
export const nodeWot = (factory: ProtocolClientFactory, options: NodeWotClientOptions = {}): NodeWotClient =>
  new NodeWotClient(factory, options);
