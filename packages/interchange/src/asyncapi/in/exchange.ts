import type { DataSchema } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import type { Placed } from "../../read/source.js";

/** A message exchange of an application over a channel, the same for AsyncAPI 2 and 3. */
export interface AsyncExchange {
  /** `send`: the application emits what others subscribe to; `receive`: others send to it. */
  readonly action: "send" | "receive";
  /** Name of the operation where the document gives one. */
  readonly name: string | undefined;
  readonly channel: Channel;
  readonly operation: Placed;
  readonly payload: DataSchema | undefined;
  readonly contentType: string | undefined;
  /** What a `receive` is answered with. */
  readonly reply: DataSchema | undefined;
  /** Security that applies in addition to the server's; absent when the operation does not say. */
  readonly security: readonly string[] | undefined;
}

/** A channel with its servers. */
export interface Channel {
  readonly key: string;
  readonly address: string;
  readonly value: JsonObject;
  readonly pointer: string;
  readonly servers: readonly Server[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
}

export interface Server {
  /** Scheme, authority and path without a slash at its end; `undefined` for a protocol that no Form has. */
  readonly url: string | undefined;
  readonly protocol: "mqtt" | "http" | "ws" | undefined;
  readonly security: readonly string[];
  readonly pointer: string;
}
