import { type CoapRequest, type CoapResponse, codeClass, errorResponse } from "@thingwright/coap";
import { asWotError, isWotError, type Problem, toProblem, type WotError } from "@thingwright/errors";
import { ContentFormat, type ContentFormats } from "../content-formats.js";
import { encodeProblem } from "../problem-details/concise-problem.js";

/**
 * Who gets concise problem details with an error: those whose request names a format of CBOR, as its Accept or for its
 * body; everybody; or nobody. The others get text.
 */
export type ProblemDetails = "asked" | "always" | "never";

/** How errors are told: as a diagnostic payload for people, or as concise problem details for programs (RFC 9290). */
export class Failures {
  readonly #to: ProblemDetails;
  readonly #formats: ContentFormats;
  readonly #report: (error: WotError) => void;

  /** @param report - told of our own faults, which no peer hears of */
  constructor(to: ProblemDetails, formats: ContentFormats, report: (error: WotError) => void) {
    this.#to = to;
    this.#formats = formats;
    this.#report = report;
  }

  /** Whether the peer of `request` is told by problem details. */
  isConcise({ accept, contentFormat }: CoapRequest): boolean {
    if (this.#to !== "asked") return this.#to === "always";
    const named = accept ?? contentFormat;
    return named !== undefined && this.#formats.isCbor(named);
  }

  /** The answer of concise problem details that `error` becomes. */
  concise(error: unknown): CoapResponse {
    if (!isWotError(error) || error.family === "InternalError") this.#report(asWotError(error));
    return withProblem(errorResponse(error), toProblem(error));
  }
}

/** `response`, with its diagnostic payload as the detail of concise problem details; a success as it is. */
export function inConciseWords(response: CoapResponse): CoapResponse {
  const { code, payload, contentFormat } = response;
  if (codeClass(code) < 4 || contentFormat !== undefined) return response;
  return withProblem(response, typeof payload === "string" && payload !== "" ? { detail: payload } : {});
}

const withProblem = (response: CoapResponse, problem: Problem): CoapResponse => ({
  ...response,
  payload: encodeProblem(problem, response.code),
  contentFormat: ContentFormat.conciseProblem,
});
