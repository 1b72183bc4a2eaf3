import type { Exchange, HeaderFields, ProbeProblem } from "./exchange.js";

/** Longest body that a transcript quotes, in bytes. */
export const maxTranscriptBodyBytes = 2_048;

/** Most exchanges that the transcript of one result holds. */
export const maxTranscriptExchanges = 5;

/** An Exchange as a report keeps it. */
export interface RecordedExchange {
  readonly request: { readonly method: string; readonly url: string; readonly headers: HeaderFields };
  readonly response?: RecordedResponse;
  readonly problem?: ProbeProblem;
  readonly durationMs: number;
}

export interface RecordedResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderFields;
  /** The beginning of the body. */
  readonly body: string;
  readonly bodyEncoding: "utf-8" | "base64";
  /** Length of the whole body. */
  readonly bodyBytes: number;
  readonly truncated: boolean;
}

/** The first exchanges of a result, with bodies cut to {@link maxTranscriptBodyBytes}. */
export function transcriptOf(exchanges: readonly Exchange[]): readonly RecordedExchange[] {
  return exchanges.slice(0, maxTranscriptExchanges).map(record);
}

function record({ request, response, problem, durationMs }: Exchange): RecordedExchange {
  if (response === undefined) return { request, problem, durationMs };
  const { body, ...head } = response;
  return { request, response: { ...head, ...recordBody(body) }, durationMs };
}

function recordBody(body: Uint8Array): Omit<RecordedResponse, "status" | "reason" | "headers"> {
  const quote = body.subarray(0, maxTranscriptBodyBytes);
  const about = { bodyBytes: body.byteLength, truncated: quote.byteLength < body.byteLength };
  try {
    // A character that the limit cuts in two is left out, and nothing else is forgiven.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(quote, { stream: about.truncated });
    return { body: text, bodyEncoding: "utf-8", ...about };
  } catch {
    return { body: Buffer.from(quote).toString("base64"), bodyEncoding: "base64", ...about };
  }
}
