import type { OutboundMessage } from "../src/connection/message.js";

/** Takes messages as long as it has room, and remembers them. */
export class RecordingOutbox {
  readonly sent: OutboundMessage[] = [];
  hasRoom = true;
  readonly #late = new Set<() => void>();

  send(message: OutboundMessage): boolean {
    if (this.hasRoom) this.sent.push(message);
    return this.hasRoom;
  }

  queue(message: OutboundMessage): void {
    this.sent.push(message);
  }

  whenRoom(flush: () => void): void {
    this.#late.add(flush);
  }

  /** Has room again. */
  flush(): void {
    this.hasRoom = true;
    for (const flush of this.#late) flush();
    this.#late.clear();
  }

  /** Topic and text of each message. */
  get texts(): readonly (readonly [string, string])[] {
    return this.sent.map(({ topic, payload }) => [topic, Buffer.from(payload).toString()] as const);
  }
}
