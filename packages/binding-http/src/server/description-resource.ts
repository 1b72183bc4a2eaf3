import type { Content, HostedDescription, MaybePromise } from "@thingwright/contracts";
import { tdMediaType } from "@thingwright/td";
import { answerWith } from "./answer.js";
import { chooseContentType } from "./content-choice.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { type Resource, resource } from "./resource.js";
import { settle } from "./settle.js";

const descriptionTypes = [tdMediaType, "application/json", "application/ld+json"];

/** GET answers with a Thing Description (Discovery §7.1), or with 304 to a client that has it already. */
export const descriptionResource = (
  description: (request: InboundHttpRequest) => MaybePromise<HostedDescription>,
): Resource =>
  resource({
    GET: (request) =>
      settle(request, description(request), (_request, found) => answerDescription(request, found, descriptionTypes)),
  });

/** `description`, or 304 when the client's copy is the same. */
export function answerDescription(
  request: InboundHttpRequest,
  { content, etag, isPersonal = false }: HostedDescription,
  contentTypes: readonly string[],
): void {
  chooseContentType(request, contentTypes);
  const caching = isPersonal ? "private, no-cache" : "no-cache";
  const headers = ["etag", `"${etag}"`, "cache-control", caching, ...request.context.varying];
  if (!hasCopy(request.header("if-none-match"), etag)) {
    const contentType = request.accept ?? contentTypes[0]!;
    answerWith(request, 200, { contentType, body: content.body } satisfies Content, headers);
    return;
  }
  request.response.writeHead(304, headers);
  request.response.end();
}

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
