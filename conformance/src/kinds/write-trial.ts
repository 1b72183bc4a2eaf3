import type { ThingSubject } from "../subject.js";
import { type HttpExchange, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import type { HttpWire } from "../wire/http/http-wire.js";
import { jsonBody } from "../wire/http/json-body.js";
import {
  putValueBack,
  readUntilEqual,
  tryValue,
  type ValueTrial,
  type WhileChanged,
  type WritableValue,
} from "./value-trial.js";
import { effectOf, readRequest, type WriteForm, writeRequest } from "./write-form.js";

/** What came of writing another value by a Form over HTTP, and reading it. The old value is back. */
export type WriteTrial = ValueTrial<HttpExchange>;

/** Writes another value by the Form, and has the old one put back: see {@link tryValue}. */
export function tryWrite(
  form: WriteForm,
  subject: ThingSubject,
  whileChanged?: WhileChanged,
): Promise<WriteTrial | string> {
  return tryValue(writableOver(form, subject), subject.http, subject, whileChanged);
}

/** Writes the old value, and makes sure that it is read. */
export function putBack(
  form: WriteForm,
  old: unknown,
  subject: ThingSubject,
  http: HttpWire,
): Promise<string | undefined> {
  return putValueBack(writableOver(form, subject), old, http);
}

/** The last answer of reading again and again until `wanted` shows, or its time is up. */
export function readUntil(
  form: WriteForm,
  wanted: unknown,
  subject: ThingSubject,
  http: HttpWire,
  signal: AbortSignal,
  isSettled?: (value: unknown) => boolean,
): Promise<HttpExchange> {
  return readUntilEqual(writableOver(form, subject), http, wanted, signal, isSettled);
}

function writableOver(form: WriteForm, subject: ThingSubject): WritableValue<HttpWire, HttpExchange> {
  return {
    property: form.property,
    effectTimeoutMs: subject.http.effectTimeoutMs,
    read: (http) => http.askAgain(readRequest(form, subject)),
    write: (http, value, restore) =>
      http.change(writeRequest(form, value, subject), {
        safety: "write",
        effect: effectOf(form, value, subject),
        ...(restore === undefined ? {} : { restore }),
      }),
    valueIn,
    isAccepted: ({ response }) => response !== undefined && isSuccess(response),
    summaryOf,
  };
}

/** The value of a success, if it has one in JSON. */
export function valueIn({ response }: HttpExchange): { readonly value: unknown } | undefined {
  if (response === undefined || !isSuccess(response) || response.body.byteLength === 0) return undefined;
  const body = jsonBody(response);
  return body.ok ? { value: body.value } : undefined;
}
