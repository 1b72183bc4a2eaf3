import { isDeepStrictEqual } from "node:util";
import type { ThingSubject } from "../subject.js";
import { type HttpExchange, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import type { HttpWire } from "../wire/http/http-wire.js";
import { jsonBody } from "../wire/http/json-body.js";
import { askUntil } from "./ask-until.js";
import { nearlyEqual } from "./nearly-equal.js";
import { type Distance, otherValue } from "./other-value.js";
import { effectOf, readRequest, type WriteForm, writeRequest } from "./write-form.js";

/**
 * How what is read goes together with what was written: it is the same; it is rounded, and no longer what it was; it may be
 * either, rounded; or it is something else.
 */
export type Effectiveness = "exact" | "rounded" | "unclear" | "none";

/** What came of writing another value by a Form, and reading it. The old value is back. */
export interface WriteTrial {
  readonly written: unknown;
  /** What was there before, and is again. */
  readonly old: unknown;
  readonly write: HttpExchange;
  /** The last answer that was read; absent when the write was refused. */
  readonly after?: HttpExchange;
  readonly effectiveness: Effectiveness;
}

/** What is done while the written value is there; `value` is what is read of it. */
export type WhileChanged = (value: unknown) => Promise<void>;

/**
 * Reads the value, writes another that its data schema has, reads until that shows, and has the ledger put the old one
 * back. A neighbouring value is tried first, and one further away when rounding hides whether that took effect. Resolves with
 * why nothing was written.
 */
export async function tryWrite(
  form: WriteForm,
  subject: ThingSubject,
  whileChanged: WhileChanged = async () => {},
): Promise<WriteTrial | string> {
  const near = await tryOnce(form, subject, "near", whileChanged);
  if (typeof near === "string" || near.effectiveness !== "unclear") return near;
  const far = await tryOnce(form, subject, "far", whileChanged);
  return typeof far === "string" ? near : far;
}

async function tryOnce(
  form: WriteForm,
  subject: ThingSubject,
  distance: Distance,
  whileChanged: WhileChanged,
): Promise<WriteTrial | string> {
  const reading = readRequest(form, subject);
  const [first, second] = [await subject.http.askAgain(reading), await subject.http.askAgain(reading)];
  const [old, again] = [valueIn(first), valueIn(second)];
  if (old === undefined || again === undefined) return `the value cannot be read: ${summaryOf(first)}`;
  if (!isDeepStrictEqual(old, again)) return "the value changes by itself";
  const written = otherValue(form.property, old.value, distance, subject.random);
  if (written === undefined) return "no other value can be made up";
  const write = await subject.http.change(writeRequest(form, written, subject), {
    safety: "write",
    effect: effectOf(form, written, subject),
    restore: (http) => putBack(form, old.value, subject, http),
  });
  const isAccepted = write.response !== undefined && isSuccess(write.response);
  const after = isAccepted ? await readUntil(form, written, subject, subject.http, subject.signal) : undefined;
  const effectiveness = after === undefined ? "none" : effectivenessOf(valueIn(after), written, old.value);
  if (effectiveness === "exact" || effectiveness === "rounded") await whileChanged(valueIn(after!)!.value);
  await subject.ledger.settle();
  return { written, old: old.value, write, ...(after === undefined ? {} : { after }), effectiveness };
}

function effectivenessOf(read: { readonly value: unknown } | undefined, written: unknown, old: unknown): Effectiveness {
  if (read === undefined) return "none";
  if (isDeepStrictEqual(read.value, written)) return "exact";
  if (!nearlyEqual(read.value, written)) return "none";
  return nearlyEqual(read.value, old) ? "unclear" : "rounded";
}

/** Writes the old value, and makes sure that it is read. */
export async function putBack(
  form: WriteForm,
  old: unknown,
  subject: ThingSubject,
  http: HttpWire,
): Promise<string | undefined> {
  const change = { safety: "write", effect: effectOf(form, old, subject) } as const;
  const write = await http.change(writeRequest(form, old, subject), change);
  const after = await readUntil(form, old, subject, http, new AbortController().signal);
  const now = valueIn(after);
  if (isDeepStrictEqual(now?.value, old)) return undefined;
  const seen = now === undefined ? summaryOf(after) : JSON.stringify(now.value);
  return `writing ${JSON.stringify(old)} brought ${summaryOf(write)}, and reading ${seen}`;
}

/** The last answer of reading again and again until `wanted` shows, or its time is up. */
export function readUntil(
  form: WriteForm,
  wanted: unknown,
  subject: ThingSubject,
  http: HttpWire,
  signal: AbortSignal,
): Promise<HttpExchange> {
  const isShown = (exchange: HttpExchange) => isDeepStrictEqual(valueIn(exchange)?.value, wanted);
  return askUntil(http, readRequest(form, subject), isShown, signal);
}

/** The value of a success, if it has one in JSON. */
export function valueIn({ response }: HttpExchange): { readonly value: unknown } | undefined {
  if (response === undefined || !isSuccess(response) || response.body.byteLength === 0) return undefined;
  const body = jsonBody(response);
  return body.ok ? { value: body.value } : undefined;
}
