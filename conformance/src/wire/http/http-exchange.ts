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
  /** What is added when it is sent, and seen nowhere; absent for a request without credentials. */
  readonly authentication?: HttpAuthentication;
}

/** The credentials that a request carries: all of them apply. */
export interface HttpAuthentication {
  readonly carriers: readonly Carrier[];
}

/** What carries the credentials of one security definition. */
export interface Carrier {
  /** Name of the security definition. */
  readonly name: string;
  /** What must not be seen in a report. May grow while a request is dressed. */
  readonly secrets: readonly string[];
  /**
   * Puts the credentials into a request. Resolves with why it cannot.
   *
   * @param send - sends what has to be asked first, as it is: for a challenge, for a token
   */
  dress(
    dressed: DressedRequest,
    send: (request: HttpRequest) => Promise<HttpExchange>,
  ): Promise<DressedRequest | string>;
}

/** A request with its credentials, and how it is shown. */
export interface DressedRequest {
  readonly request: HttpRequest;
  /** The same with `<name>` in the place of each secret. */
  readonly shown: HttpRequest;
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
  return fieldIn(headers, name);
}

/** The same of the fields of any message. */
export function fieldIn(headers: HeaderFields, name: string): string | undefined {
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

/** Name, value, name, value … as pairs. */
export function fieldsOf(raw: readonly string[]): HeaderFields {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index]!, raw[2 * index + 1]!] as const);
}
