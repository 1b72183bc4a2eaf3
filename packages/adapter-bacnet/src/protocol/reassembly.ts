import type { Segment } from "./apdu.js";

/** What has to be done about a segment that came. */
export type SegmentOutcome =
  /** Nothing: more come without being asked for. */
  | { readonly kind: "wait" }
  | { readonly kind: "acknowledge"; readonly sequence: number; readonly window: number; readonly isNegative: boolean }
  | { readonly kind: "complete"; readonly sequence: number; readonly window: number; readonly data: Uint8Array }
  /** It is longer than it may be. */
  | { readonly kind: "overflow" };

/** Most segments in flight that this station asks for (ASHRAE 135 §5.3). */
const maxWindow = 16;

/** Puts the segments of one answer together (§5.4.4.2). */
export class Reassembly {
  readonly #maxSegments: number;
  readonly #parts: Uint8Array[] = [];
  #acknowledged = -1;

  constructor(maxSegments: number) {
    this.#maxSegments = maxSegments;
  }

  take({ sequence, window: proposed, moreFollows }: Segment, data: Uint8Array): SegmentOutcome {
    const window = Math.max(1, Math.min(maxWindow, proposed));
    const expected = this.#parts.length;
    if (sequence !== (expected & 0xff)) return this.#outOfOrder(window);
    if (expected === this.#maxSegments) return { kind: "overflow" };
    this.#parts.push(data.slice());
    if (!moreFollows) return { kind: "complete", sequence, window, data: new Uint8Array(Buffer.concat(this.#parts)) };
    if (expected - this.#acknowledged < window && expected > 0) return { kind: "wait" };
    this.#acknowledged = expected;
    return { kind: "acknowledge", sequence, window, isNegative: false };
  }

  /** The sender goes on after the last that came in order; one that came before is answered the same way. */
  #outOfOrder(window: number): SegmentOutcome {
    this.#acknowledged = this.#parts.length - 1;
    return { kind: "acknowledge", sequence: this.#acknowledged & 0xff, window, isNegative: true };
  }
}
