import { WheelTimer } from "../time/timer-wheel.js";
import type { IncomingRequest } from "./incoming-request.js";

/** What a pending request asks of the dispatcher. */
export interface PendingRequestHost {
  /** The handler takes longer than a client should wait for an acknowledgement. */
  onSlow(pending: PendingRequest): void;
  /** The handler's time is up. */
  onOverdue(pending: PendingRequest): void;
}

/** A request whose handler has returned a promise that is not settled. */
export class PendingRequest extends WheelTimer {
  readonly request: IncomingRequest;
  isSlow = false;
  /** Where it is among the pending ones, which keep this; -1 when it is not. */
  position = -1;

  readonly #host: PendingRequestHost;

  constructor(request: IncomingRequest, host: PendingRequestHost) {
    super();
    this.request = request;
    this.#host = host;
  }

  onTimer(): void {
    if (this.isSlow) {
      this.#host.onOverdue(this);
      return;
    }
    this.isSlow = true;
    this.#host.onSlow(this);
  }
}
