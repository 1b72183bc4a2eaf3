import { recordBody } from "../recorded-body.js";
import type { ProbeProblem, TranscriptLine } from "../wire.js";
import type { HeaderFields, HttpRequest, HttpResponse } from "./http-exchange.js";

/** Most field lines of a message that a transcript quotes, and the longest value of each. */
export const maxTranscriptFields = 40;
export const maxTranscriptFieldLength = 256;

/** Shortest text that is hidden: a shorter one stands everywhere by chance. */
const leastSecretLength = 4;

/** The request and what came of it, as they were on the wire. */
export function transcriptOf(
  request: HttpRequest,
  result: { readonly response?: HttpResponse; readonly problem?: ProbeProblem },
  durationMs: number,
): readonly TranscriptLine[] {
  const { response, problem } = result;
  const sent = problem?.kind === "unsendable" ? [] : [sentLine(request)];
  if (response !== undefined) return [...sent, receivedLine(response, durationMs)];
  return [...sent, { direction: "note", atMs: durationMs, text: problem?.message ?? "there is no answer" }];
}

function sentLine({ method, url, headers, body }: HttpRequest): TranscriptLine {
  return { direction: "sent", atMs: 0, text: headOf(`${method} ${url}`, headers), ...bodyOf(body) };
}

function receivedLine({ status, reason, headers, body }: HttpResponse, atMs: number): TranscriptLine {
  return { direction: "received", atMs, text: headOf(`${status} ${cut(reason)}`.trim(), headers), ...bodyOf(body) };
}

function headOf(start: string, headers: HeaderFields): string {
  const fields = headers.slice(0, maxTranscriptFields).map(([name, value]) => `${cut(name)}: ${cut(value)}`);
  const omitted = headers.length - fields.length;
  return [start, ...fields, ...(omitted > 0 ? [`(${omitted} more fields)`] : [])].join("\n");
}

function bodyOf(body: Uint8Array | undefined): Pick<TranscriptLine, "body"> {
  return body === undefined || body.byteLength === 0 ? {} : { body: recordBody(body) };
}

/** A long text ends in an ellipsis. */
function cut(text: string): string {
  return text.length > maxTranscriptFieldLength ? `${text.slice(0, maxTranscriptFieldLength)}…` : text;
}

/** The lines without the secrets, wherever a server repeats them. */
export function hidden(lines: readonly TranscriptLine[], secrets: readonly string[]): readonly TranscriptLine[] {
  const long = secrets.filter(({ length }) => length >= leastSecretLength);
  if (long.length === 0) return lines;
  const hide = (text: string): string => long.reduce((rest, secret) => rest.replaceAll(secret, "<secret>"), text);
  return lines.map(({ text, body, ...line }) => ({
    ...line,
    text: hide(text),
    ...(body === undefined ? {} : { body: { ...body, text: hide(body.text) } }),
  }));
}
