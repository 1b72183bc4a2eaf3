import type { ClientBinding } from "@thingwright/contracts";
import { nodeWot } from "../../their-bindings/index.js";
import { BindingClientFactory } from "./binding-client-factory.js";
import type { ProtocolClientFactory } from "./plug-in.js";

/** The binding by which our runtime speaks for a factory: ours, or one of node-wot's plug-in contract made ours. */
export const clientBindingOf = (factory: ProtocolClientFactory): ClientBinding =>
  factory instanceof BindingClientFactory ? factory.binding : nodeWot(factory);
