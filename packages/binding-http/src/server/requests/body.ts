import type { HostedAffordance } from "@thingwright/contracts";
import { RequestError, UnsupportedError, type WotError } from "@thingwright/errors";
import { GatheredBytes } from "../../gathered-bytes.js";
import { answerProblem } from "../answers/answer.js";
import { stopReceiving } from "../connections/connection.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";

/**
 * Collects the body into `request.content` and proceeds; answers 413 for one over `maxBodyBytes`, 503 when all bodies
 * in flight have more than `maxBodiesInFlightBytes`, and 415 for one with a content coding. A body without a type has
 * the affordance's first. `proceed` may throw.
 *
 * @param optional - an empty body is none at all: the input of an action may be missing, a value may not
 */
export function withBody(
  request: InboundHttpRequest,
  { contentTypes }: Pick<HostedAffordance, "contentTypes">,
  optional: boolean,
  proceed: (request: InboundHttpRequest) => void,
): void {
  if (isRefusedUnread(request)) return;
  const { message, response, context } = request;
  const { maxBodyBytes } = context.limits;
  const { socket } = message;
  const gathered = new GatheredBytes();
  let held = 0;
  const release = (): void => {
    context.bodies.release(socket, held);
    held = 0;
  };
  const collect = (chunk: Buffer): void => {
    const size = gathered.size + chunk.length;
    const refusal =
      size > maxBodyBytes ? tooLarge(maxBodyBytes) : context.bodies.take(socket, chunk.length) ? undefined : noRoom();
    if (refusal === undefined) {
      if (held === 0) response.on("close", release);
      held = size;
      gathered.add(chunk);
      return;
    }
    message.off("data", collect).off("end", complete);
    gathered.clear();
    release();
    refuseBody(request, refusal, size);
  };
  const complete = (): void => {
    request.taken = contentTypes;
    if (gathered.size > 0 || !optional) {
      const contentType = request.header("content-type") ?? contentTypes[0] ?? "";
      request.content = { contentType, body: gathered.whole };
    }
    try {
      proceed(request);
    } catch (error) {
      answerProblem(request, error);
    }
  };
  message.on("data", collect).on("end", complete);
}

/** Answers, and says so, when the headers alone tell that the body will not do. */
function isRefusedUnread(request: InboundHttpRequest): boolean {
  const { maxBodyBytes } = request.context.limits;
  const coding = request.header("content-encoding");
  if (coding !== undefined && coding !== "identity") {
    const error = new UnsupportedError("WOT_CONTENT_TYPE", "bodies with a content coding are not taken");
    // RFC 7694 §3: what is wanted is no coding, rather than another content type.
    answerProblem(request, error, ["accept-encoding", "identity"]);
    return true;
  }
  if (Number(request.header("content-length") ?? 0) <= maxBodyBytes) return false;
  refuseBody(request, tooLarge(maxBodyBytes), 0);
  return true;
}

const tooLarge = (maxBodyBytes: number): WotError =>
  new RequestError("WOT_TOO_LARGE", `a body may have ${maxBodyBytes} bytes`);

const noRoom = (): WotError =>
  new RequestError("WOT_UNAVAILABLE", "this server has all the bodies that it can hold: try again later");

/**
 * Says why and lets the body run dry, up to as much again as it may have. Of a longer one nothing more is read, and the
 * connection is closed `refusedBodyLingerMs` later: one that is closed with bytes unread is reset, and a client that has
 * not read the answer by then never sees it.
 */
function refuseBody(request: InboundHttpRequest, refusal: WotError, received: number): void {
  const { message, context } = request;
  const { maxBodyBytes, refusedBodyLingerMs } = context.limits;
  let size = received;
  const discard = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= 2 * maxBodyBytes) return;
    message.off("data", discard);
    stopReceiving(message, refusedBodyLingerMs, context.clock);
  };
  message.on("data", discard);
  answerProblem(request, refusal);
}
