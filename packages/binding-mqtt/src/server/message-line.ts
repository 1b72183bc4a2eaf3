import type { OutboundMessage } from "../connection/message.js";

interface Place {
  readonly message: OutboundMessage;
  /** When it came. */
  readonly atMs: number;
}

/** Messages in a row, within bounds of number and bytes. */
export class MessageLine {
  readonly #maxMessages: number;
  readonly #maxBytes: number;
  #places = new Set<Place>();
  #bytes = 0;
  /** When the latest one came. */
  latestMs = 0;

  constructor(maxMessages: number, maxBytes: number) {
    this.#maxMessages = maxMessages;
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#places.size;
  }

  /** Bytes of topics and payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  get first(): Place | undefined {
    for (const place of this.#places) return place;
    return undefined;
  }

  hasRoomFor(message: OutboundMessage): boolean {
    return this.size < this.#maxMessages && (this.size === 0 || this.#bytes + sizeOf(message) <= this.#maxBytes);
  }

  /** Drops the oldest that may be dropped, by default any, as far as need be; whether that was enough. */
  makeRoomFor(message: OutboundMessage, mayDrop: (message: OutboundMessage) => boolean = () => true): boolean {
    if (this.hasRoomFor(message)) return true;
    for (const place of this.#places) {
      if (!mayDrop(place.message)) continue;
      this.#drop(place);
      if (this.hasRoomFor(message)) return true;
    }
    return false;
  }

  /** Puts `message` at the end, whether there is room or not. */
  add(message: OutboundMessage, atMs: number): void {
    this.#places.add({ message, atMs });
    this.#bytes += sizeOf(message);
    this.latestMs = atMs;
  }

  /** Takes the first one out. */
  shift(): void {
    const { first } = this;
    if (first !== undefined) this.#drop(first);
  }

  /** Drops what came before `atMs`. */
  dropUntil(atMs: number): void {
    for (const place of this.#places) {
      if (place.atMs >= atMs) return;
      this.#drop(place);
    }
  }

  /** Puts all of `others` before the first one, as if they came now, and leaves them empty. */
  prepend(others: MessageLine, nowMs: number): void {
    const places = [...others.#places].map(({ message }) => ({ message, atMs: nowMs }));
    this.#places = new Set([...places, ...this.#places]);
    this.#bytes += others.#bytes;
    others.#places.clear();
    others.#bytes = 0;
  }

  #drop(place: Place): void {
    this.#places.delete(place);
    this.#bytes -= sizeOf(place.message);
  }
}

const sizeOf = ({ topic, payload }: OutboundMessage): number => topic.length + payload.length;
