import type { Content } from "@thingwright/contracts";
import {
  asWotError,
  CredentialsError,
  InternalError,
  problemMediaType,
  RequestError,
  toProblem,
  type WotError,
} from "@thingwright/errors";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";

/** Bytes up to which a body joins the headers in one string, and so in one write. */
const inlineBytes = 2_048;

/** Bytes up to which a loop is faster than a call into Node: numbers, booleans, short texts. */
const tinyBytes = 12;

/**
 * How to answer with a value as it is now, in one of `contentTypes`: only where there is a choice does a cache have to
 * know of it. None may keep it, as it need not be true any more when the cache is asked (RFC 9111 §5.2.2.5).
 *
 * @param headers - further ones, names and values in turn
 */
export function valueAnswer(
  contentTypes: readonly string[],
  headers: readonly string[] = [],
): (request: InboundHttpRequest, content: Content) => void {
  const all = ["cache-control", "no-store", ...headers];
  if (contentTypes.length === 1) return (request, content) => answerContent(request, content, all);
  return (request, content) => answerContent(request, content, [...all, ...request.context.varying]);
}

/** 200 without a body, to a HEAD of something that has no end. */
export function answerHead(
  { response }: InboundHttpRequest,
  contentType: string,
  headers: readonly string[] = [],
): void {
  response.writeHead(200, ["content-type", contentType, ...headers]);
  response.end();
}

/** 200 with `content`, or 204 when it is empty. */
export function answerContentOrNothing(request: InboundHttpRequest, content: Content): void {
  if (content.contentType === "" && content.body.byteLength === 0) answerNothing(request);
  else answerContent(request, content, undefined);
}

/**
 * 200 with what a Thing answers with.
 *
 * @throws {InternalError} WOT_INTERNAL when that is more than it may be: the fault of the Thing, not of who asks
 */
function answerContent(request: InboundHttpRequest, content: Content, headers: readonly string[] | undefined): void {
  const { byteLength } = content.body;
  if (byteLength > request.context.limits.maxResponseBytes) {
    throw new InternalError("WOT_INTERNAL", `an answer has ${byteLength} bytes`);
  }
  answerWith(request, 200, content, headers);
}

/** 204. */
export const answerNothing = (request: InboundHttpRequest): void => answerEmpty(request, []);

/** 201 without a body, saying where what was made is. */
export function answerCreated(request: InboundHttpRequest, location: string): void {
  answerBare(request, 201, ["location", location, "content-length", "0"]);
}

/** 202 without a body. */
export const answerAccepted = (request: InboundHttpRequest): void => answerBare(request, 202, ["content-length", "0"]);

/** 204, with further headers, names and values in turn. */
export const answerEmpty = (request: InboundHttpRequest, headers: readonly string[]): void =>
  answerBare(request, 204, headers);

function answerBare(request: InboundHttpRequest, status: number, headers: readonly string[]): void {
  if (!answerable(request)) return;
  request.response.writeHead(status, headers as string[]);
  request.response.end();
}

/**
 * `status` with `content` and further headers, names and values in turn.
 *
 * @throws {RequestError} WOT_UNAVAILABLE when too many other answers have not been taken yet
 */
export function answerWith(
  request: InboundHttpRequest,
  status: number,
  content: Content,
  headers: readonly string[] | undefined,
): void {
  if (content.body.byteLength > inlineBytes) request.context.unsent.requireRoom(content.body.byteLength);
  send(request, status, content, headers);
}

function send(
  request: InboundHttpRequest,
  status: number,
  { contentType, body }: Content,
  headers: readonly string[] | undefined,
): void {
  if (!answerable(request)) return;
  const { response } = request;
  response.writeHead(status, headOf(contentType, String(body.byteLength), headers));
  // A string of one character per byte goes out together with the headers; a buffer would take a write of its own.
  if (body.byteLength <= inlineBytes) response.end(latin1Of(body), "latin1");
  else {
    response.end(body);
    if (request.message.method !== "HEAD") request.context.unsent.add(response, body.byteLength);
  }
}

/** Headers as Node takes them fastest; to join lists costs more than all the rest of a small answer. */
function headOf(contentType: string, length: string, headers: readonly string[] | undefined): string[] {
  if (headers === undefined) return ["content-type", contentType, "content-length", length];
  const [name, value] = headers;
  if (headers.length === 2) return ["content-type", contentType, "content-length", length, name!, value!];
  return ["content-type", contentType, "content-length", length, ...headers];
}

/** `status` with `value` as JSON. */
export function answerJson(
  request: InboundHttpRequest,
  status: number,
  value: unknown,
  headers?: readonly string[],
): void {
  const body = Buffer.from(JSON.stringify(value));
  answerWith(request, status, { contentType: "application/json", body }, headers);
}

/**
 * The problem details of `error` with the status of the error table, or with a more telling one that the table has no
 * code for (408, 414). Never throws.
 *
 * @see RFC 9457
 */
export function answerProblem(
  request: InboundHttpRequest,
  error: unknown,
  headers: readonly string[] = [],
  status?: number,
): void {
  const known = asWotError(error);
  const problem = toProblem(known);
  const actual = status ?? problem.status;
  if (problem.status >= 500) request.context.logger.warn("a request failed", { code: known.code, error: known });
  const body = Buffer.from(JSON.stringify({ ...problem, status: actual }));
  const all = [...headers, ...headersOf(request, known, actual)];
  send(request, actual, { contentType: problemMediaType, body }, all);
}

/** What `error` says in headers. */
function headersOf(request: InboundHttpRequest, error: WotError, status: number): readonly string[] {
  if (error instanceof CredentialsError) return challengesOf(error, status);
  if (status === 503 || status === 429) return ["retry-after", retryAfter(error)];
  // RFC 9110 §15.5.16
  if (error.code === "WOT_CONTENT_TYPE" && request.taken !== undefined) return ["accept", request.taken.join(", ")];
  return [];
}

/** Seconds after which a client may try again: a moment, when nobody knows better (RFC 9110 §10.2.3). */
function retryAfter(error: WotError): string {
  const known = error instanceof RequestError ? error.retryAfterMs : undefined;
  return known === undefined ? "1" : String(Math.ceil(known / 1_000));
}

/**
 * RFC 9110 §15.5.2: a 401 has at least one challenge. A 403 may have some (RFC 6750 §3.1). Control characters would end
 * the header.
 */
function challengesOf(error: CredentialsError, status: number): readonly string[] {
  const challenges = error.challenges.length === 0 && status === 401 ? ["Bearer"] : error.challenges;
  return challenges.flatMap((challenge) => ["www-authenticate", challenge.replace(/[^\t\x20-\x7e\x80-\xff]/g, "")]);
}

/** 405, saying what is allowed. */
export function answerMethodNotAllowed(request: InboundHttpRequest, allow: string): void {
  answerProblem(request, new RequestError("WOT_METHOD", `only ${allow} can be used here`), ["allow", allow]);
}

export const notFound = (): WotError => new RequestError("WOT_NOT_FOUND", "there is nothing at this address");

/** Whether an answer still has somebody to go to and has not been given yet. */
const answerable = ({ response }: InboundHttpRequest): boolean => !response.headersSent && !response.destroyed;

const { latin1Slice } = Buffer.prototype as unknown as { latin1Slice(this: Uint8Array): string };

/** A character for each byte. Never asks for the array's `buffer`: a small array has none until somebody asks. */
function latin1Of(bytes: Uint8Array): string {
  if (bytes.length > tinyBytes) return latin1Slice.call(bytes);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
