import type { Codec } from "@thingwright/contracts";
import type { ProtocolServer } from "../plug-in/exposed-thing.js";
import type { ProtocolClientFactory } from "../plug-in/interfaces.js";
import { type ContentCodec, codecOf } from "../plug-in/their-codec.js";
import { NodeWotClient, type NodeWotClientOptions } from "./node-wot-client.js";
import { NodeWotServer, type NodeWotServerOptions } from "./node-wot-server.js";

/**
 * A binding of theirs as one of ours: `new Servient({ clients: [nodeWot(new ModbusClientFactory())] })`,
 * `new Servient({ servers: [nodeWot(new HttpServer({ port: 0 }), { advertise: ["192.0.2.1"] })] })`; and the codecs that one brings, which it
 * registers with node-wot alone: `new Servient({ codecs: [nodeWot(new OpcuaJSONCodec()), ...defaultCodecs()] })`. Each is known by what it can
 * do, whichever version of node-wot it was made for.
 *
 * @throws {UsageError} WOT_ARGUMENT for a server when it is left open which hosts peers are told
 */
export function nodeWot(factory: ProtocolClientFactory, options?: NodeWotClientOptions): NodeWotClient;
export function nodeWot(server: ProtocolServer, options: NodeWotServerOptions): NodeWotServer;
export function nodeWot(codec: ContentCodec): Codec;
export function nodeWot(
  plugIn: ProtocolClientFactory | ProtocolServer | ContentCodec,
  options: NodeWotClientOptions | NodeWotServerOptions = {},
): NodeWotClient | NodeWotServer | Codec {
  if ("bytesToValue" in plugIn) return codecOf(plugIn);
  return "getClient" in plugIn
    ? new NodeWotClient(plugIn, options as NodeWotClientOptions)
    : new NodeWotServer(plugIn, options as NodeWotServerOptions);
}
