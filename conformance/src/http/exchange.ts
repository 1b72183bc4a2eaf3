/** Header fields in order, as they are on the wire. */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** A request that is to be sent. */
export interface ProbeRequest {
  readonly method: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  readonly headers: HeaderFields;
}

/** A complete response. */
export interface ProbeResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
}

/** Why there is no complete response. */
export interface ProbeProblem {
  readonly kind: "timeout" | "aborted" | "unreachable" | "cut" | "not-http" | "too-large" | "unsendable";
  /** Plain words that complete "the request was not answered: …". */
  readonly message: string;
}

/** One request and what came of it: a response or a problem, never both. */
export type Exchange = Answered | Unanswered;

interface Attempt {
  readonly request: ProbeRequest;
  readonly durationMs: number;
}

export interface Answered extends Attempt {
  readonly response: ProbeResponse;
  readonly problem?: undefined;
}

export interface Unanswered extends Attempt {
  readonly response?: undefined;
  readonly problem: ProbeProblem;
}

/** The value of a field whose lines are joined as RFC 9110 §5.3 says; `undefined` when there is none. */
export function headerOf({ headers }: ProbeResponse, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = headers.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}

/** Whether the status is of the class 2xx. */
export function isSuccess({ status }: ProbeResponse): boolean {
  return status >= 200 && status < 300;
}

/** `404 Not Found`, or why there is no answer. */
export function summaryOf({ response, problem }: Exchange): string {
  if (response === undefined) return `no answer: ${problem.message}`;
  return `${response.status} ${response.reason}`.trim();
}
