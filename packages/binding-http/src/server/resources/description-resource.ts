import type { HostedDescription, MaybePromise } from "@thingwright/contracts";
import { tdMediaType } from "@thingwright/td";
import { answerWith } from "../answers/answer.js";
import { type ContentCoding, chooseCoding } from "../answers/content-coding.js";
import { settle } from "../answers/settle.js";
import { chooseContentType } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { type Resource, resource } from "./resource.js";

const descriptionTypes = [tdMediaType, "application/json", "application/ld+json"];

/** GET answers with a Thing Description (Discovery §7.1), or with 304 to a client that has it already. */
export const descriptionResource = (
  description: (request: InboundHttpRequest) => MaybePromise<HostedDescription>,
): Resource =>
  resource({
    GET: (request) => settle(request, description(request), (_request, found) => answerDescription(request, found)),
  });

function answerDescription(
  request: InboundHttpRequest,
  { content: { body }, etag, isPersonal = false }: HostedDescription,
): void {
  const state = { etag, isPersonal, byteLength: body.byteLength };
  const chosen = chooseRepresentation(request, state, descriptionTypes);
  if (chosen === undefined) return;
  const { contentType, coding, headers } = chosen;
  if (coding === undefined) answerWith(request, 200, { contentType, body }, headers);
  else {
    const coded = request.context.coded.of(body, coding);
    settle(request, coded, (_request, coded) => answerWith(request, 200, { contentType, body: coded }, headers));
  }
}

/** How a description, or a listing of them, goes to one client. */
export interface Representation {
  readonly contentType: string;
  readonly coding: ContentCoding | undefined;
  /** Names and values in turn. */
  readonly headers: readonly string[];
}

/**
 * The representation that the client likes best; `undefined` when its copy is the same, which it has then been told by 304.
 *
 * @param state - of what is asked for: its strong validator without quotes, and its size without a coding
 * @param further - headers, names and values in turn
 */
export function chooseRepresentation(
  request: InboundHttpRequest,
  {
    etag,
    isPersonal,
    byteLength,
  }: { readonly etag: string; readonly isPersonal: boolean; readonly byteLength: number },
  contentTypes: readonly string[],
  further: readonly string[] = [],
): Representation | undefined {
  chooseContentType(request, contentTypes);
  const caching = isPersonal ? "private, no-cache" : "no-cache";
  const coding = codingFor(request, byteLength);
  // A strong validator tells bytes apart, and so codings.
  const tag = coding === undefined ? etag : `${etag}-${coding}`;
  const headers = ["etag", `"${tag}"`, "cache-control", caching, ...request.context.varyingCoded, ...further];
  if (!hasCopy(request.header("if-none-match"), tag)) {
    if (coding !== undefined) headers.push("content-encoding", coding);
    return { contentType: request.accept ?? contentTypes[0]!, coding, headers };
  }
  request.response.writeHead(304, headers);
  request.response.end();
  return undefined;
}

/**
 * Only descriptions are compressed, and only large ones: nothing that a peer puts into a request comes back in them, so
 * that their length tells nobody of a secret beside it (BREACH).
 */
const codingFor = (request: InboundHttpRequest, byteLength: number): ContentCoding | undefined =>
  byteLength < request.context.limits.minCompressedBytes ? undefined : chooseCoding(request.header("accept-encoding"));

/** Whether `ifNoneMatch` lists `etag`, compared weakly (RFC 9110 §13.1.2). */
export function hasCopy(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === `"${etag}"`);
}

/**
 * GET answers with a body that is made anew each time and goes by all of these content types.
 *
 * @param isPersonal - it is for whoever asks alone
 */
export const contentResource = (
  contentTypes: readonly string[],
  make: (request: InboundHttpRequest) => MaybePromise<Uint8Array>,
  isPersonal: boolean,
): Resource =>
  resource({
    GET: (request) => {
      chooseContentType(request, contentTypes);
      const contentType = request.accept ?? contentTypes[0]!;
      const headers = isPersonal ? ["cache-control", "private, no-cache"] : [];
      settle(request, make(request), (_request, body) =>
        answerWith(request, 200, { contentType, body }, [...headers, ...request.context.varying]),
      );
    },
  });
