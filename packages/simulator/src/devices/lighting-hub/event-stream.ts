import type { ServerResponse } from "node:http";
import { DeliveryChannel } from "../../faults/delivery-channel.js";
import type { FaultInjector } from "../../faults/fault-injector.js";
import { mistyped } from "../../faults/mistyped.js";

export interface EventStreamLimits {
  /** How many clients may listen at a time; more get 503. Default 16. */
  readonly maxEventStreams?: number;
  /** Bytes that may wait for a slow listener before it is cut off. Default 64 KiB. */
  readonly maxBufferedBytes?: number;
  /** Events kept for clients that come back with `Last-Event-ID`. Default 100. */
  readonly maxReplayedEvents?: number;
}

interface HubEvent {
  readonly id: number;
  readonly name: string;
  readonly data: unknown;
}

/** The hub's stream of changes, as Server-Sent Events (WHATWG HTML §9.2), to any number of listeners. */
export class EventStream {
  readonly #faults: FaultInjector;
  readonly #limits: Required<EventStreamLimits>;
  readonly #listeners = new Map<ServerResponse, DeliveryChannel>();
  readonly #recent: HubEvent[] = [];
  #lastId = 0;

  constructor(faults: FaultInjector, limits: EventStreamLimits = {}) {
    this.#faults = faults;
    this.#limits = {
      maxEventStreams: limits.maxEventStreams ?? 16,
      maxBufferedBytes: limits.maxBufferedBytes ?? 64 * 1024,
      maxReplayedEvents: limits.maxReplayedEvents ?? 100,
    };
  }

  get isFull(): boolean {
    return this.#listeners.size >= this.#limits.maxEventStreams;
  }

  /** Turns a response into a listener's end of the stream; what it missed since `lastEventId` comes first. */
  attach(response: ServerResponse, lastEventId: string | undefined): void {
    const channel = new DeliveryChannel(this.#faults);
    this.#listeners.set(response, channel);
    response.once("close", () => {
      channel.close();
      this.#listeners.delete(response);
    });
    // A listener that vanished without a word must not keep its place for ever.
    response.socket?.setKeepAlive(true, 30_000);
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": lumenhaus events\n\n");
    if (lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId)) return;
    for (const event of this.#recent) {
      if (event.id > Number(lastEventId)) this.#send(response, channel, event);
    }
  }

  /** Tells every listener. */
  publish(name: string, data: unknown): void {
    this.#lastId += 1;
    const event = { id: this.#lastId, name, data };
    this.#recent.push(event);
    if (this.#recent.length > this.#limits.maxReplayedEvents) this.#recent.shift();
    for (const [response, channel] of this.#listeners) this.#send(response, channel, event);
  }

  /** Ends every listener's stream. */
  close(): void {
    for (const response of this.#listeners.keys()) response.end();
  }

  #send(response: ServerResponse, channel: DeliveryChannel, event: HubEvent): void {
    const bytes = this.#frame(event);
    channel.deliver(() => {
      if (response.writableLength > this.#limits.maxBufferedBytes) response.destroy();
      else response.write(bytes);
    });
  }

  #frame(event: HubEvent): Buffer {
    if (this.#faults.isEnabled("garbage")) {
      return Buffer.concat([Buffer.from("data: "), withoutLineEnds(this.#faults.garbage()), Buffer.from("\n\n")]);
    }
    const data = this.#faults.isEnabled("wrong-type") ? mistyped(event.data) : event.data;
    return Buffer.from(`id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}

/** Garbage is garbage within one event: it must not split into several. */
function withoutLineEnds(bytes: Buffer): Buffer {
  return bytes.map((byte) => (byte === 0x0a || byte === 0x0d ? 0xff : byte)) as Buffer;
}
