import type { ThingSubject } from "../subject.js";
import { isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { isTime } from "./action-status.js";
import { valueIn } from "./event-message.js";
import type { EventStream, StreamOperation } from "./event-stream.js";
import { holds, isPassing, isRefusal, unexercised, violated } from "./form-answer.js";
import type { FormFinding } from "./form-evidence.js";
import { resume } from "./resumption.js";
import { mismatchOf } from "./schema-mismatch.js";
import { ofMessages, type StreamFinding, schemaOf } from "./stream-check.js";

/** Whether the server keeps an event stream open. */
export function keepsOpen({ exchange, isOpen }: EventStream): FormFinding {
  const { response } = exchange;
  if (response === undefined || isPassing(response) || isRefusal(response)) return unexercised(summaryOf(exchange));
  if (isOpen) return holds;
  return violated(isSuccess(response) ? "no event stream that stays open" : summaryOf(exchange));
}

/** Whether messages are named after what they are about, and have JSON as their data. */
export function namesAffordance(stream: EventStream, operation: StreamOperation, subject: ThingSubject): FormFinding {
  return ofMessages(stream, (message) => {
    const isNamed = stream.name === "" || message.event === stream.name;
    if (!isNamed || schemaOf(message, operation, subject) === undefined) return `event: ${message.event}`;
    return message.data === "" || valueIn(message) !== undefined ? undefined : "the data is not JSON";
  });
}

/** Whether the data is as the schema of its affordance says. */
export function matchesSchema(stream: EventStream, operation: StreamOperation, subject: ThingSubject): FormFinding {
  return ofMessages(stream, (message) => {
    const schema = schemaOf(message, operation, subject);
    const value = valueIn(message);
    if (schema === undefined || value === undefined) return undefined;
    const mismatch = mismatchOf(schema, value.value);
    return mismatch.kind === "value" ? mismatch.message : undefined;
  });
}

/** Whether each message has an id of its own. */
export function hasOwnId(stream: EventStream): FormFinding {
  const ids = stream.messages.map(({ id }) => id);
  return ofMessages(stream, ({ id }, index) => {
    if (id === undefined) return "a message has no id";
    return ids.indexOf(id) === index ? undefined : `the id ${id} comes twice`;
  });
}

/** Whether the ids of messages are times: of RFC 3339, or in milliseconds since 1970. */
export function hasTimeAsId(stream: EventStream): FormFinding {
  return ofMessages(stream, ({ id }) => {
    if (id === undefined) return "a message has no id";
    return isTime(id) || /^\d{12,14}$/.test(id) ? undefined : `the id ${id} is no time`;
  });
}

/** Whether the messages after the first come again to who opens the stream with its id. */
export async function goesOn({ form, messages }: EventStream, subject: ThingSubject): Promise<StreamFinding> {
  const ids = messages.flatMap(({ id }) => id ?? []);
  const [known, missed] = [ids[0], ids.at(-1)];
  if (known === undefined || missed === undefined || known === missed) {
    return unexercised("no two messages came with ids of their own");
  }
  const { exchange, isCaughtUp } = await resume(form, subject, { known, missed });
  return { ...(isCaughtUp ? holds : violated(`${missed} does not come after ${known}`)), exchange };
}
