import type { ServerResponse } from "node:http";
import type { Description } from "./merge-patch.js";
import type { Question } from "./scripted-thing.js";

/** An event of a directory. */
export interface DirectoryEvent {
  readonly type: "thing_created" | "thing_updated" | "thing_deleted";
  readonly id: number;
  /** What a stream without `diff` has as data. */
  readonly brief: Description;
  /** What a stream with `diff` has. */
  readonly full: Description;
}

/** Where the events of a directory may go wrong. */
export interface EventQuirks {
  /** What a stream sends for an event; `undefined` for nothing. */
  sends?(text: string, event: DirectoryEvent, question: Question): string | undefined;
  /** The type of event that a stream for this type is held to; `undefined` for all. */
  filters?(type: string | undefined): string | undefined;
  /** Whether what was missed is forgotten. */
  readonly forgets?: boolean;
}

/** What has happened in a directory, and who wants to hear of it. */
export class DirectoryEvents {
  readonly #quirks: EventQuirks;
  readonly #events: DirectoryEvent[] = [];
  readonly #streams = new Set<(event: DirectoryEvent) => void>();

  constructor(quirks: EventQuirks) {
    this.#quirks = quirks;
  }

  notify(type: DirectoryEvent["type"], brief: Description, full: Description): void {
    const event = { type, id: this.#events.length + 1, brief, full };
    this.#events.push(event);
    for (const stream of this.#streams) stream(event);
  }

  /** Streams what happens from now on, and what was missed since `Last-Event-ID`. */
  stream(question: Question, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(question.path, "http://directory.example");
    const named = /^\/events\/(.+)$/.exec(pathname)?.[1];
    const type = this.#quirks.filters === undefined ? named : this.#quirks.filters(named);
    const isFull = searchParams.get("diff") === "true";
    const send = (event: DirectoryEvent): void => {
      if (type !== undefined && event.type !== type) return;
      const data = JSON.stringify(isFull ? event.full : event.brief);
      const text = `event: ${event.type}\ndata: ${data}\nid: ${event.id}\n\n`;
      response.write((this.#quirks.sends === undefined ? text : this.#quirks.sends(text, event, question)) ?? "");
    };
    response.writeHead(200, { "content-type": "text/event-stream" }).write(": welcome\n\n");
    const last = question.headers["last-event-id"];
    const isForgotten = last === undefined || this.#quirks.forgets === true;
    for (const event of isForgotten ? [] : this.#events) if (event.id > Number(last)) send(event);
    this.#streams.add(send);
    response.once("close", () => this.#streams.delete(send));
  }
}
