import type { WotError } from "@thingwright/errors";
import type { InboundMessage } from "./message.js";

/** Hears the messages of its topic filters. Must not throw and must not wait. */
export interface MessageListener {
  /** True when messages that the broker had kept need not be asked for; they may come all the same. */
  readonly ignoresRetained?: boolean;
  /** @param isRepeated - whether the broker had kept it, and it came last on the only topic of the filter already */
  message(message: InboundMessage, isRepeated?: boolean): void;
  /** A message came whose payload is over the limit; it was left out. */
  oversize?(topic: string, sizeBytes: number): void;
  /** The connection is lost; it is being made again. */
  interrupted(error: WotError): void;
  /** The connection is back and the filters are subscribed to again. */
  resumed(): void;
  /** The broker does not take the filters any more: nothing will come. */
  failed(error: WotError): void;
}

/** Filters that are listened to. */
export interface Listening {
  /** Idempotent; resolves when the broker has been told, in so far as it can be reached. */
  stop(): Promise<void>;
}
