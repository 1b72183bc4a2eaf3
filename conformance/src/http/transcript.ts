import type { Exchange, HeaderFields, ProbeProblem } from "./exchange.js";

/** Longest body that a transcript quotes, in bytes. */
export const maxTranscriptBodyBytes = 2_048;

/** Most exchanges that the transcript of one result holds. */
export const maxTranscriptExchanges = 5;

/** Most field lines of a message that a transcript quotes, and the longest value of each. */
export const maxTranscriptFields = 40;
export const maxTranscriptFieldLength = 256;

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
  const { status, reason, headers, body } = response;
  const recorded = { status, reason: cut(reason), headers: recordFields(headers), ...recordBody(body) };
  return { request, response: recorded, durationMs };
}

function recordFields(headers: HeaderFields): HeaderFields {
  return headers.slice(0, maxTranscriptFields).map(([name, value]) => [cut(name), cut(value)] as const);
}

/** A long text ends in an ellipsis. */
function cut(text: string): string {
  return text.length > maxTranscriptFieldLength ? `${text.slice(0, maxTranscriptFieldLength)}…` : text;
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
