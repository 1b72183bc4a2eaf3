import type { MaybePromise } from "@thingwright/contracts";

/** A request of a peer to an address that was made for it. */
export interface CallbackRequest {
  readonly method: "GET" | "POST";
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
  /** All values of header `name`, which is given in lower case. */
  headers(name: string): readonly string[];
}

export interface CallbackAnswer {
  readonly status: number;
  readonly text?: string;
}

/** An address at which one peer reaches this client, and nobody else who was not told of it. */
export interface Callback {
  /** Cannot be guessed: whoever knows it may use it (a capability URL). */
  readonly url: string;
  /** From now on the address is not there. Idempotent. */
  release(): void;
}

/** Receives what peers send of their own accord. */
export interface CallbackReceiver {
  /**
   * Makes an address. Listens from the first time on.
   *
   * @param answer - must not throw; gets no body longer than the limit
   * @throws {UsageError} WOT_ADDRESS_IN_USE
   * @throws {NetworkError} WOT_NETWORK when it cannot listen
   */
  register(answer: (request: CallbackRequest) => MaybePromise<CallbackAnswer>): Promise<Callback>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Why a Form that needs callbacks is refused where there are none. */
export const noCallbacks =
  "its peer calls back, and this client has no address for that: httpClient({ callbacks: { port } }) gives it one";
