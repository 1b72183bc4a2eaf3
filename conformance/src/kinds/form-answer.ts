import { type HttpExchange, type HttpResponse, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import type { FormFinding } from "./form-evidence.js";

/** A Form that showed nothing about the assertion. */
export const unexercised = (actual: string): FormFinding => ({ judgement: "inconclusive", actual });

/** A Form that does what the assertion asks for. */
export const holds: FormFinding = { judgement: "holds", actual: "does" };

/** A Form that does not. */
export const violated = (actual: string): FormFinding => ({ judgement: "violated", actual });

/** Judges the successful answer of a Form; any other shows nothing about the content. */
export function ofSuccess(exchange: HttpExchange, judge: (response: HttpResponse) => FormFinding): FormFinding {
  const { response } = exchange;
  return response !== undefined && isSuccess(response) ? judge(response) : unexercised(summaryOf(exchange));
}

/** Answers that say nothing about the resource: it moved, or another time may be better. */
export function isPassing({ status }: HttpResponse): boolean {
  return (status >= 300 && status < 400) || [408, 425, 429, 503, 504].includes(status);
}

/** Answers that ask for other credentials. */
export function isRefusal({ status }: HttpResponse): boolean {
  return status === 401 || status === 403 || status === 407;
}
