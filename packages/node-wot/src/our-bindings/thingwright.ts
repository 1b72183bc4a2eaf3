import type { ClientBinding, ServerBinding } from "@thingwright/contracts";
import { OurClientFactory, type OurClientOptions } from "./our-client-factory.js";
import { OurServer, type OurServerOptions } from "./our-server.js";

/**
 * A binding of ours as one of theirs: `servient.addClientFactory(thingwright(httpClient()))`,
 * `servient.addServer(thingwright(httpServer()))`. Their Servient has a factory for each scheme of URIs; for a second one of the same
 * binding name it: `thingwright(binding, { scheme: "https" })`.
 *
 * @throws {UsageError} WOT_ARGUMENT when the binding has no such scheme
 */
export function thingwright(binding: ClientBinding, options?: OurClientOptions): OurClientFactory;
export function thingwright(binding: ServerBinding, options?: OurServerOptions): OurServer;
export function thingwright(
  binding: ClientBinding | ServerBinding,
  options: OurClientOptions & OurServerOptions = {},
): OurClientFactory | OurServer {
  return "prepare" in binding ? new OurClientFactory(binding, clientOf(options)) : new OurServer(binding, options);
}

const clientOf = ({ scheme, limits }: OurClientOptions): OurClientOptions => ({
  ...(scheme === undefined ? {} : { scheme }),
  ...(limits === undefined ? {} : { limits }),
});
