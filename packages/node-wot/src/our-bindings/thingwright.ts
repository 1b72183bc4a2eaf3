import type { ClientBinding } from "@thingwright/contracts";
import { OurClientFactory, type OurClientOptions } from "./our-client-factory.js";

/**
 * A binding of ours as one of theirs: `servient.addClientFactory(thingwright(httpClient()))`. Their Servient has a factory for each
 * scheme of URIs; for a second one of the same binding name it: `thingwright(binding, { scheme: "https" })`.
 *
 * @throws {UsageError} WOT_ARGUMENT when the binding has no such scheme
 */
export const thingwright = (binding: ClientBinding, options: OurClientOptions = {}): OurClientFactory =>
  new OurClientFactory(binding, options);
