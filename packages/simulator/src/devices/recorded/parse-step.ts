import type { RecordedMessage, Step } from "./recording.js";
import { duration, hexOf, isObject, type Node, schemaOf, textOf, unusable } from "./recording-line.js";

/** The steps of `do`, each checked. @throws {UsageError} WOT_ARGUMENT */
export function stepsOf(value: unknown, line: number): readonly Step[] {
  if (!Array.isArray(value)) throw unusable(line, "do must be an array of steps");
  return value.map((step) => {
    if (!isObject(step)) throw unusable(line, "each step must be an object");
    if (step.afterMs !== undefined) duration("afterMs", step.afterMs, 0, line);
    if (step.if !== undefined) schemaOf("if", step.if, line);
    if (step.topic !== undefined) messageOf(step, line);
    if (step.answer !== undefined) checkAnswer(step.answer, line);
    if (step.notify !== undefined) checkNotification(step.notify, line);
    if (step.count !== undefined) checkCounts(step.count, line);
    if (["topic", "answer", "notify", "set", "count"].every((name) => step[name] === undefined)) {
      throw unusable(line, "a step needs set, count, topic, answer or notify");
    }
    return step as Step;
  });
}

/** @throws {UsageError} WOT_ARGUMENT for what is no message */
export function messageOf(value: unknown, line: number): RecordedMessage {
  if (!isObject(value)) throw unusable(line, "a message must be an object");
  textOf("topic", value.topic, line);
  if (checkPayload(value, line) !== 1) throw unusable(line, "a message needs one of text, json, hex and value");
  const { qos = 0, retain = false } = value;
  if (qos !== 0 && qos !== 1 && qos !== 2) throw unusable(line, "qos must be 0, 1 or 2");
  if (typeof retain !== "boolean") throw unusable(line, "retain must be true or false");
  return value as unknown as RecordedMessage;
}

/** How many payloads there are. */
function checkPayload({ text, json, hex, value, contentType }: Node, line: number): number {
  if (value !== undefined || contentType !== undefined) textOf("contentType", contentType, line);
  if (text !== undefined) textOf("text", text, line);
  if (hex !== undefined) hexOf(hex, line);
  return [text, json, hex, value].filter((payload) => payload !== undefined).length;
}

function checkAnswer(value: unknown, line: number): void {
  if (!isObject(value)) throw unusable(line, "answer must be an object");
  textOf("the status of an answer", value.status, line);
  if (!/^(?:[2-5]\d\d|[2-5]\.\d\d)$/.test(value.status as string)) {
    throw unusable(line, "the status of an answer must be one of HTTP, as 200, or of CoAP, as 2.05");
  }
  if (checkPayload(value, line) > 1) throw unusable(line, "an answer has one of text, json, hex and value at most");
  const { headers = {}, stream = false } = value;
  if (typeof stream !== "boolean") throw unusable(line, "stream must be true or false");
  if (isObject(headers) && Object.entries(headers).every(isHeader)) return;
  throw unusable(line, "headers must be an object of texts");
}

const isHeader = ([name, value]: readonly [string, unknown]): boolean =>
  /^[\w-]+$/.test(name) && typeof value === "string" && /^[\t\x20-\x7e]*$/.test(value);

function checkNotification(value: unknown, line: number): void {
  if (!isObject(value)) throw unusable(line, "notify must be an object");
  textOf("target", value.target, line);
  if (value.server !== undefined) textOf("server", value.server, line);
  if (checkPayload(value, line) !== 1) throw unusable(line, "a notification needs one of text, json, hex and value");
}

function checkCounts(value: unknown, line: number): void {
  const isCount = (limit: unknown): boolean => Number.isSafeInteger(limit) && (limit as number) > 0;
  if (isObject(value) && Object.values(value).every(isCount)) return;
  throw unusable(line, "count must be an object of positive integers");
}
