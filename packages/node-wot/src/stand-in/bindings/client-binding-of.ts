import type { ClientBinding } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { BindingClientFactory } from "./binding-client-factory.js";
import type { ProtocolClientFactory } from "./plug-in.js";

/**
 * The binding by which our runtime speaks for a factory.
 *
 * @throws {UsageError} WOT_ARGUMENT for one of another maker
 */
export function clientBindingOf(factory: ProtocolClientFactory): ClientBinding {
  if (factory instanceof BindingClientFactory) return factory.binding;
  throw new UsageError("WOT_ARGUMENT", `the client factory for "${factory.scheme}:" is none of the stand-in's own`);
}
