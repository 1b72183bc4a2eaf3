import {
  actionOperations,
  eventOperations,
  type FormHolder,
  type Operation,
  propertyOperations,
  thingOperations,
} from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { isText } from "../../read/entries.js";
import type { Placed } from "../../read/source.js";
import type { Content } from "./content.js";
import type { Answers } from "./responses.js";

/** An operation of a Path Item Object as it is read. */
export interface Request {
  readonly path: string;
  readonly item: Placed;
  readonly method: string;
  readonly operation: JsonObject;
  readonly pointer: string;
  readonly input: Content | undefined;
  readonly answers: Answers;
}

/** The operation of the Web of Things that a request is, and the affordance it belongs to. */
export interface Role {
  readonly kind: FormHolder;
  readonly name: string | undefined;
  readonly op: Operation;
  readonly subprotocol?: string;
}

export const isEventStream = (content: Content | undefined): boolean =>
  content !== undefined && /^text\/event-stream\b/i.test(content.contentType);

/** The role that `x-wot-operation` and `x-wot-affordance` give. */
export function saidRole({ operation, answers: { output } }: Request): Role | undefined {
  const { "x-wot-operation": op, "x-wot-affordance": name } = operation;
  const isOp = (list: readonly string[]) => typeof op === "string" && list.includes(op);
  if (isOp(thingOperations) && name === undefined) return { kind: "thing", name: undefined, op: op as Operation };
  if (!isText(name)) return undefined;
  const kind = isOp(propertyOperations) ? "property" : isOp(actionOperations) ? "action" : "event";
  if (kind === "event" && !isOp(eventOperations)) return undefined;
  const isSubscription = op === "observeproperty" || op === "subscribeevent";
  const subprotocol = isEventStream(output) ? "sse" : "longpoll";
  return { kind, name, op: op as Operation, ...(isSubscription ? { subprotocol } : {}) };
}
