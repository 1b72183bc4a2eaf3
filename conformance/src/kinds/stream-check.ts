import type { DataSchema } from "@thingwright/td";
import type { Check, CheckDescription } from "../check.js";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import type { EventMessage } from "./event-message.js";
import { type EventStream, eventStreams, type StreamOperation, streamForms } from "./event-stream.js";
import { unexercised } from "./form-answer.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { claimsHttpSse } from "./profile-claim.js";
import { thingCheck } from "./thing-check.js";

/** A Check of the streams of one operation, as the HTTP SSE Profile has them. */
export interface StreamCheck extends Omit<CheckDescription, "area" | "specification" | "safety"> {
  readonly operation: StreamOperation;
  judge(stream: EventStream, subject: ThingSubject): StreamFinding | Promise<StreamFinding>;
}

/** What a stream showed, and by which exchange where it is not the listening itself. */
export interface StreamFinding extends FormFinding {
  readonly exchange?: HttpExchange;
}

/** The Check: all checks of an operation look at the same streams, which are listened to once. */
export function streamCheck({ operation, judge, ...description }: StreamCheck): Check {
  return thingCheck({
    ...{ ...description, area: "profile", specification: "profile10", safety: "read" },
    appliesTo(subject) {
      const claim = claimsHttpSse(subject);
      if (claim !== true) return claim;
      return streamForms(subject, operation).length > 0 ? true : `there is no Form with ${operation} and sse over HTTP`;
    },
    async judge(subject) {
      const found = new FormEvidence();
      for (const stream of await eventStreams(subject, operation)) {
        const { exchange, ...finding } = await judge(stream, subject);
        const exchanges = exchange === undefined ? [stream.exchange] : [exchange, stream.exchange];
        found.add({ ...finding, pointer: stream.form.pointer, exchanges });
      }
      return found.together(description.requirement);
    },
  });
}

/** Judges the messages of a stream; without any, nothing is exercised. */
export function ofMessages(
  { messages }: EventStream,
  faultOf: (message: EventMessage, index: number) => string | undefined,
): FormFinding {
  if (messages.length === 0) return unexercised("no message came");
  for (const [index, message] of messages.entries()) {
    const fault = faultOf(message, index);
    if (fault !== undefined) return { judgement: "violated", actual: fault };
  }
  return { judgement: "holds", actual: "does" };
}

/** The schema of the data in a message; `undefined` when no affordance is named so. */
export function schemaOf(
  { event }: EventMessage,
  operation: StreamOperation,
  { thing }: ThingSubject,
): DataSchema | undefined {
  if (operation === "observeproperty" || operation === "observeallproperties") {
    return Object.hasOwn(thing.properties ?? {}, event) ? thing.properties![event] : undefined;
  }
  return Object.hasOwn(thing.events ?? {}, event) ? (thing.events![event]!.data ?? {}) : undefined;
}
