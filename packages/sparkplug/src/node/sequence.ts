/** The numbers of an edge node's messages: from 0 at its birth, one more each time, 0 again after 255 (Sparkplug 3.0 §6.4.5). */
export class Sequence {
  #next: number | undefined;

  /** Whether `seq` is the one that was due; a message without a number leaves nothing to tell. */
  follows(seq: number | string | undefined): boolean {
    if (typeof seq !== "number") return true;
    const isDue = this.#next === undefined || seq === this.#next;
    this.#next = (seq + 1) % 256;
    return isDue;
  }

  /** Begins anew with the number of a birth. */
  begin(seq: number | string | undefined): void {
    this.#next = typeof seq === "number" ? (seq + 1) % 256 : undefined;
  }
}
