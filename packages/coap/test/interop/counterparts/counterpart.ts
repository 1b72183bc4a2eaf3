import type { CoapOption } from "../../../src/index.js";
import type { Lacks } from "./features.js";

/** A request that a counterpart's client is told to send. */
export interface ForeignRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "FETCH" | "PATCH" | "iPATCH";
  readonly url: string;
  readonly payload?: Uint8Array;
  readonly options?: readonly CoapOption[];
  readonly confirmable?: boolean;
  /** Largest block to be sent and to be asked for. */
  readonly blockBytes?: number;
}

/** What came of it. */
export interface ForeignResponse {
  /** As the RFC writes it: `2.05`. */
  readonly code: string;
  readonly payload: Uint8Array;
  /** Empty where the counterpart does not show them. */
  readonly options: readonly CoapOption[];
}

/** A client of other people, started and ready. */
export interface ForeignClient {
  request(request: ForeignRequest): Promise<ForeignResponse>;
  /** Observes until so many states have come, and cancels. */
  observe(url: string, states: number): Promise<readonly Uint8Array[]>;
}

export const allBlocks: readonly number[] = [16, 32, 64, 128, 256, 512, 1024];

/** Another implementation, and how far it goes. */
export interface Counterpart {
  readonly name: string;
  /** Sizes of blocks that are tried, in bytes. */
  readonly blocks: readonly number[];
  /** What it lacks as a client, and as a server. */
  readonly lacks: { readonly client: Lacks; readonly server: Lacks };
}
