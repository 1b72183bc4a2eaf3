import type { Problem } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";

/** Value of `subprotocol` in Forms, and of `Sec-WebSocket-Protocol` in the handshake. */
export const webThingProtocol = "webthingprotocol";

/**
 * Members of every message of the Web Thing Protocol.
 *
 * @see Web Thing Protocol, WebSocket Sub-protocol (W3C Community Group draft), "Message Format"
 */
export interface MessageHead {
  /** `id` of the Thing. */
  readonly thingID: string;
  /** UUIDv4 of this message. */
  readonly messageID: string;
  readonly messageType: MessageType;
  readonly operation: Operation;
  /** UUIDv4 that a request shares with its response and its notifications. */
  readonly correlationID?: string;
}

export type MessageType = "request" | "response" | "notification";

/** What a Consumer asks a Thing for. */
export interface RequestMessage extends MessageHead {
  readonly messageType: "request";
  /** Name of the affordance; absent for operations on all of a kind, `queryaction` and `cancelaction`. */
  readonly name?: string;
  /** Of `readmultipleproperties`. */
  readonly names?: readonly string[];
  /** Of `writeproperty`. */
  readonly value?: unknown;
  /** Of `writeallproperties` and `writemultipleproperties`. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Of `invokeaction`. */
  readonly input?: unknown;
  /** Of `queryaction` and `cancelaction`. */
  readonly actionID?: string;
  /** `messageID` of the last notification that the Consumer has, when it subscribes again. */
  readonly lastNotificationID?: string;
}

/** The Thing's answer to a request: what it asked for, or `error`. */
export interface ResponseMessage extends MessageHead {
  readonly messageType: "response";
  readonly name?: string;
  readonly value?: unknown;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
  readonly status?: ActionStatusObject;
  readonly statuses?: Readonly<Record<string, readonly ActionStatusObject[]>>;
  readonly actionID?: string;
  readonly error?: Problem;
  readonly timestamp?: string;
}

/** A change of an observed property, or an event. */
export interface NotificationMessage extends MessageHead {
  readonly messageType: "notification";
  readonly name: string;
  /** Of a property. Some senders put the data of an event here, as one of the draft's own examples does. */
  readonly value?: unknown;
  /** Of an event, when it has any. */
  readonly data?: unknown;
  readonly timestamp?: string;
}

/** How the protocol writes an `ActionStatus`: with names of its own for the id and the state. */
export interface ActionStatusObject {
  readonly actionID: string;
  readonly state: "pending" | "running" | "completed" | "failed";
  readonly output?: unknown;
  readonly error?: Problem;
  readonly timeRequested?: string;
  readonly timeEnded?: string;
}
