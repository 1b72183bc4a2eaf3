import type { Exchange, ProbeProblem } from "../wire.js";

/** Header fields in order, as they are on the wire. */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** A request that is to be sent. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  readonly headers: HeaderFields;
  readonly body?: Uint8Array;
}

/** A response: complete, unless it was listened to. */
export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
}

/** One request and what came of it: a response or a problem, never both. */
export type HttpExchange = Answered | Unanswered;

interface Attempt extends Exchange {
  readonly wire: "http";
  readonly request: HttpRequest;
}

export interface Answered extends Attempt {
  readonly response: HttpResponse;
  readonly problem?: undefined;
}

export interface Unanswered extends Attempt {
  readonly response?: undefined;
  readonly problem: ProbeProblem;
}

/** The value of a field whose lines are joined as RFC 9110 §5.3 says; `undefined` when there is none. */
export function headerOf({ headers }: HttpResponse, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}

/** Whether the status is of the class 2xx. */
export function isSuccess({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300;
}

/** `404 Not Found`, or why there is no answer. */
export function summaryOf({ response, problem }: HttpExchange): string {
  if (response === undefined) return `no answer: ${problem.message}`;
  return `${response.status} ${response.reason}`.trim();
}
