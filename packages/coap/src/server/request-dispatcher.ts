import { InternalError, isWotError, RequestError, TimeoutError } from "@thingwright/errors";
import { blockOf } from "../blockwise/block.js";
import { requestKey } from "../blockwise/request-key.js";
import { UploadAssembly, type UploadStep } from "../blockwise/upload-assembly.js";
import { Code, isMethod, isResponse } from "../message/code.js";
import type { MessageView } from "../message/message-view.js";
import type { RequestOpener } from "../object-security/object-security.js";
import type { Peer } from "../reliability/delivery.js";
import type { IncomingExchange } from "../reliability/exchange-cache.js";
import type { MessageCarrier } from "../reliability/message-carrier.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { AddressVerification } from "./address-verification.js";
import type { AmplificationGuard } from "./amplification-guard.js";
import type { CoapHandler } from "./handler.js";
import { type Identify, IncomingRequest, type Offer } from "./incoming-request.js";
import type { Observers } from "./observers.js";
import { PathTable } from "./path-table.js";
import { PendingRequest, type PendingRequestHost } from "./pending-request.js";
import { PendingRequests } from "./pending-requests.js";
import type { CoapRequest } from "./request.js";
import type { Responder } from "./responder.js";
import { type CoapResponse, errorResponse } from "./response.js";
import type { ServerLimits } from "./server-limits.js";

/** A Reset would say that extended token lengths are not known here at all (RFC 8974 §2.2.2). */
const LONG_TOKEN: CoapResponse = { code: Code.BadRequest, payload: "the token is too long" };

export interface RequestDispatcherOptions {
  readonly handler: CoapHandler;
  readonly proxy: CoapHandler | undefined;
  readonly understoodOptions: ReadonlySet<number>;
  /** Opens protected requests; `undefined` when the server knows no protection. */
  readonly opener: RequestOpener | undefined;
  /** Asks peers to verify their addresses; `undefined` when they need not. */
  readonly guard: AmplificationGuard | undefined;
  readonly verification: AddressVerification;
  readonly limits: ServerLimits;
  readonly carrier: MessageCarrier;
  readonly responder: Responder;
  readonly observers: Observers;
  readonly wheel: TimerWheel;
  readonly onError: (error: unknown) => void;
  readonly identify: Identify;
}

/** Takes a request from its message to the handler, and the handler's answer to the responder. */
export class RequestDispatcher implements PendingRequestHost {
  readonly #options: RequestDispatcherOptions;
  readonly #paths: PathTable;
  readonly #uploads: UploadAssembly;
  readonly #pending = new PendingRequests();
  readonly #offer: Offer;

  constructor(options: RequestDispatcherOptions) {
    const { limits, wheel, observers } = options;
    this.#options = options;
    this.#paths = new PathTable(limits.maxPaths);
    this.#offer = (request) => observers.offer(request);
    const { maxAssemblies, maxAssemblyBytes, assemblyTimeoutMs } = limits;
    const store = { maxEntries: maxAssemblies, maxBytes: maxAssemblyBytes, idleMs: assemblyTimeoutMs };
    this.#uploads = new UploadAssembly(limits.maxBodyBytes, store, wheel);
  }

  dispatch(received: MessageView, peer: Peer, exchange: IncomingExchange): void {
    const { understoodOptions, opener, guard, verification, identify, limits } = this.#options;
    const hasLongToken = received.tokenLength > limits.maxTokenBytes;
    const opened = hasLongToken ? undefined : opener?.open(received);
    const view = opened?.view ?? received;
    // Only its own client makes a protected request, and only once.
    if (view.protector !== undefined && opened?.refusal === undefined) verification.verify(peer);
    const request = new IncomingRequest(view, peer, exchange, this.#paths, understoodOptions, this.#offer, identify);
    if (request.fault === "proxy" && this.#options.proxy !== undefined && !request.multicast) {
      request.fault = undefined;
      request.isForProxy = true;
    }
    const refusal = hasLongToken ? LONG_TOKEN : (opened?.refusal ?? guard?.beforeHandling(request));
    if (refusal !== undefined) this.#answer(request, refusal);
    else if (request.fault !== undefined) this.#refuse(request);
    else if (request.multicast) this.#handleOfGroup(request);
    else if (request.block1 >= 0) this.#takeBlock(request);
    else if (request.block2 >>> 4 > 0 && request.block2 >= 0) this.#laterBlock(request);
    else this.#handle(request);
  }

  onSlow(pending: PendingRequest): void {
    const { request } = pending;
    if (request.confirmable) this.#options.responder.acknowledge(request);
    this.#options.wheel.start(pending, this.#options.limits.handlerTimeoutMs);
  }

  onOverdue(pending: PendingRequest): void {
    const { handlerTimeoutMs } = this.#options.limits;
    pending.request.abort();
    this.#settle(pending, errorResponse(new TimeoutError("WOT_TIMEOUT", `no answer within ${handlerTimeoutMs} ms`)));
  }

  /** Lets go of every handler that has not answered. */
  close(): void {
    for (const pending of this.#pending.all()) this.#drop(pending);
  }

  /** Answers every request whose handler has not answered. */
  answerPending(answerOf: (request: CoapRequest) => CoapResponse): void {
    for (const pending of this.#pending.all()) {
      this.#settle(pending, answerOf(pending.request));
      pending.request.abort();
    }
  }

  /** Lets go of the handlers that have not answered a peer, which cannot be answered any more. */
  leave(peer: Peer): void {
    for (const pending of this.#pending.all()) if (pending.request.peer === peer) this.#drop(pending);
  }

  #drop(pending: PendingRequest): void {
    this.#pending.delete(pending);
    this.#options.wheel.stop(pending);
    pending.request.abort();
  }

  /** A Non-confirmable request with a critical option that is not understood is rejected (RFC 7252 §5.4.1). */
  #refuse(request: IncomingRequest): void {
    const { fault, faultyOption, view, peer, exchange } = request;
    if (request.multicast) return;
    if (fault === "bad-option" && !request.confirmable) {
      this.#options.carrier.reject(exchange, view.messageId, peer);
      return;
    }
    const code =
      fault === "proxy" ? Code.ProxyingNotSupported : fault === "bad-option" ? Code.BadOption : Code.BadRequest;
    this.#answer(request, { code, payload: `option ${faultyOption}` });
  }

  /** Blocks of a body and later blocks of a response are for one server alone (RFC 7959 §2.8). */
  #handleOfGroup(request: IncomingRequest): void {
    const isLaterBlock = request.block2 >= 0 && blockOf(request.block2).number > 0;
    if (request.block1 < 0 && !isLaterBlock) this.#handle(request);
  }

  #takeBlock(request: IncomingRequest): void {
    const { view, peer } = request;
    const key = requestKey(view, peer);
    const step = this.#uploads.take(key, blockOf(request.block1), view.payload(), request.size1);
    this.#proceed(request, step);
  }

  #proceed(request: IncomingRequest, step: UploadStep): void {
    if (step.kind === "more") this.#options.responder.continueUpload(request);
    else if (step.kind === "refused") this.#answer(request, { code: step.code });
    else {
      request.assembled = step.body;
      this.#handle(request);
    }
  }

  /** A later block of what is not kept any more is made again, where asking again does no harm. */
  #laterBlock(request: IncomingRequest): void {
    if (this.#options.responder.respondFromSnapshot(request)) return;
    const { method, payload } = request;
    if (method === Code.GET || (method === Code.FETCH && payload.length > 0)) this.#handle(request);
    else this.#answer(request, { code: Code.RequestEntityIncomplete });
  }

  #handle(request: IncomingRequest): void {
    if (!isMethod(request.method)) {
      this.#answer(request, { code: Code.MethodNotAllowed });
      return;
    }
    const { maxBodyBytes } = this.#options.limits;
    if (request.view.bytes.length - request.view.payloadStart > maxBodyBytes) {
      this.#answer(request, { code: Code.RequestEntityTooLarge });
      return;
    }
    if (request.observeValue === 1) this.#options.observers.deregister(request);
    let answer: CoapResponse | Promise<CoapResponse>;
    try {
      answer = this.#handlerOf(request)(request);
    } catch (error) {
      this.#answer(request, this.#failure(error));
      return;
    }
    if (isPromise(answer)) this.#await(request, answer);
    else this.#answer(request, answer);
  }

  #handlerOf({ isForProxy }: IncomingRequest): CoapHandler {
    const { handler, proxy } = this.#options;
    return isForProxy && proxy !== undefined ? proxy : handler;
  }

  #await(request: IncomingRequest, answer: Promise<CoapResponse>): void {
    const { limits, wheel } = this.#options;
    const pending = new PendingRequest(request, this);
    answer.then(
      (response) => this.#settle(pending, response),
      (error: unknown) => this.#settle(pending, this.#failure(error)),
    );
    if (this.#pending.size >= limits.maxPendingRequests) {
      const { retryAfterMs } = limits;
      const error = new RequestError("WOT_UNAVAILABLE", "too many requests at a time", { retryAfterMs });
      this.#answer(request, errorResponse(error));
      request.abort();
      return;
    }
    this.#pending.add(pending);
    wheel.start(pending, limits.ackDelayMs);
  }

  #settle(pending: PendingRequest, response: CoapResponse): void {
    if (!this.#pending.delete(pending)) return;
    this.#options.wheel.stop(pending);
    this.#answer(pending.request, response);
  }

  #answer(request: IncomingRequest, response: CoapResponse): void {
    const { responder, observers } = this.#options;
    try {
      assertResponse(response);
      responder.respond(
        request,
        response,
        request.observeValue === 0 ? observers.settle(request, response) : undefined,
      );
    } catch (error) {
      observers.abandon(request);
      this.#answerFailure(request, error);
    }
  }

  /** Nothing may be thrown from here: this also runs when a promise settles, where nobody would catch it. */
  #answerFailure(request: IncomingRequest, error: unknown): void {
    try {
      this.#options.responder.respond(request, this.#failure(error));
    } catch (again) {
      this.#options.carrier.conclude(request.exchange, request.view, request.peer);
      this.#options.onError(again);
    }
  }

  #failure(error: unknown): CoapResponse {
    if (!isWotError(error) || error.family === "InternalError") this.#options.onError(error);
    return errorResponse(error);
  }
}

/** Guards against a handler in plain JavaScript. */
function assertResponse(response: CoapResponse): void {
  if (isResponse(response?.code)) return;
  throw new InternalError("WOT_INTERNAL", "the handler's answer has no response code");
}

const isPromise = (answer: CoapResponse | Promise<CoapResponse>): answer is Promise<CoapResponse> =>
  typeof (answer as Promise<CoapResponse> | undefined)?.then === "function";
