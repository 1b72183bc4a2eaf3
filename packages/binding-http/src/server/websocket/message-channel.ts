import type { Content, HostedThing, InboundRequest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import type { ServerContext } from "../server-context.js";

/** What tells a Consumer which of its requests an answer is for. */
export interface MessageEcho {
  readonly operation?: Operation | undefined;
  readonly correlationID?: string | undefined;
  readonly name?: string | undefined;
}

/** A connection as those see it who use it. */
export interface MessageChannel {
  readonly thing: HostedThing;
  readonly context: ServerContext;
  /** Whom subscriptions count for. */
  readonly client: string;
  /** Whether the Consumer has left more unread than it may. */
  readonly isSlow: boolean;
  /** A request to the Thing on behalf of the Consumer. */
  inbound(request: { readonly content?: Content; readonly accept?: string | undefined }): InboundRequest;
  send(text: string): void;
  /** An error response; to `echo`, in so far as it is known what it is for. */
  sendError(echo: MessageEcho, error: unknown): void;
  /** The Consumer reads too slowly for a stream in which nothing may be left out: ends the connection. */
  closeSlow(): void;
}
