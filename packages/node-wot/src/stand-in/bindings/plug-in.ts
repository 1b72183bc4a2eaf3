import type { ExposedThing } from "../exposing/exposed-thing.js";

export type { ProtocolClient, ProtocolClientFactory } from "../../plug-in/interfaces.js";

/** The exposing half of a binding, as node-wot's Servient takes one. */
export interface ProtocolServer {
  readonly scheme: string;
  expose(thing: ExposedThing, tdTemplate?: object): Promise<void>;
  /** True when the Thing was there. */
  destroy(thingId: string): Promise<boolean>;
  // biome-ignore lint/suspicious/noExplicitAny: a server takes the Servient of its own program
  start(servient: any): Promise<void>;
  stop(): Promise<void>;
  /** -1 while it does not listen. */
  getPort(): number;
}
