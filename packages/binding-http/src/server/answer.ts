import type { Content } from "@thingwright/contracts";
import {
  asWotError,
  CredentialsError,
  problemMediaType,
  RequestError,
  toProblem,
  type WotError,
} from "@thingwright/errors";
import type { InboundHttpRequest } from "./inbound-http-request.js";

/** Bytes up to which a body joins the headers in one string, and so in one write. */
const inlineBytes = 2_048;

/** 200 with `content`. */
export function answerContent(request: InboundHttpRequest, content: Content): void {
  answerWith(request, 200, content, undefined);
}

/** 200 with `content`, which was chosen by the Accept header. */
export function answerVarying(request: InboundHttpRequest, content: Content): void {
  answerWith(request, 200, content, request.context.varying);
}

/**
 * How to answer with one of `contentTypes`: only where there is a choice does a cache have to know of it.
 *
 * @param headers - further ones, names and values in turn
 */
export function answerFor(contentTypes: readonly string[], headers: readonly string[] = []): typeof answerContent {
  const isVarying = contentTypes.length > 1;
  if (headers.length === 0) return isVarying ? answerVarying : answerContent;
  return (request, content) =>
    answerWith(request, 200, content, isVarying ? [...request.context.varying, ...headers] : headers);
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
  else answerWith(request, 200, content, undefined);
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

/** `status` with `content` and further headers, names and values in turn. */
export function answerWith(
  request: InboundHttpRequest,
  status: number,
  { contentType, body }: Content,
  headers: readonly string[] | undefined,
): void {
  if (!answerable(request)) return;
  const { response } = request;
  const head = ["content-type", contentType, "content-length", String(body.byteLength)];
  response.writeHead(status, headers === undefined ? head : head.concat(headers));
  // A string of one character per byte goes out together with the headers; a buffer would take a write of its own.
  if (body.byteLength <= inlineBytes) response.end(latin1Of(body), "latin1");
  else response.end(body);
}

/** `status` with `value` as JSON. */
export function answerJson(
  request: InboundHttpRequest,
  status: number,
  value: unknown,
  headers?: readonly string[],
  contentType = "application/json",
): void {
  answerWith(request, status, { contentType, body: Buffer.from(JSON.stringify(value)) }, headers);
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
  answerJson(
    request,
    actual,
    { ...problem, status: actual },
    [...headers, ...headersOf(known, actual)],
    problemMediaType,
  );
}

/** What `error` says in headers. */
function headersOf(error: WotError, status: number): readonly string[] {
  if (error instanceof CredentialsError) return challengesOf(error, status);
  if (!(error instanceof RequestError) || error.retryAfterMs === undefined) return [];
  return ["retry-after", String(Math.ceil(error.retryAfterMs / 1_000))];
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
const latin1Of = (bytes: Uint8Array): string => latin1Slice.call(bytes);
