import type { HostedAffordance } from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";
import { answerProblem } from "./answer.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";

/**
 * Collects the body into `request.content` and proceeds; answers 413 for one over `maxBodyBytes` and 415 for one with a
 * content coding. A body without a type has the affordance's first. `proceed` may throw.
 *
 * @param optional - an empty body is none at all: the input of an action may be missing, a value may not
 */
export function withBody(
  request: InboundHttpRequest,
  { contentTypes }: Pick<HostedAffordance, "contentTypes">,
  optional: boolean,
  proceed: (request: InboundHttpRequest) => void,
): void {
  const { message, context } = request;
  const coding = request.header("content-encoding");
  if (coding !== undefined && coding !== "identity") {
    answerProblem(request, new UnsupportedError("WOT_CONTENT_TYPE", "content codings are not supported"));
    return;
  }
  const { maxBodyBytes } = context.limits;
  if (Number(request.header("content-length") ?? 0) > maxBodyBytes) {
    refuseBody(request, 0);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = (chunk: Buffer): void => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBodyBytes) return;
    message.off("data", collect).off("end", complete);
    chunks.length = 0;
    refuseBody(request, size);
  };
  const complete = (): void => {
    if (size > 0 || !optional) {
      const contentType = request.header("content-type") ?? contentTypes[0] ?? "";
      request.content = { contentType, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) };
    }
    try {
      proceed(request);
    } catch (error) {
      answerProblem(request, error);
    }
  };
  message.on("data", collect).on("end", complete);
}

/**
 * Says 413 and lets the body run dry, up to as much again as it may have: a connection that is closed with bytes unread
 * is reset, and the client might never see the answer.
 */
function refuseBody(request: InboundHttpRequest, received: number): void {
  const { message, context } = request;
  const { maxBodyBytes } = context.limits;
  let size = received;
  const discard = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= 2 * maxBodyBytes) return;
    message.off("data", discard);
    message.socket.destroySoon();
  };
  message.on("data", discard);
  answerProblem(request, new RequestError("WOT_TOO_LARGE", `a body may have ${maxBodyBytes} bytes`));
}
