import type { HeaderFields } from "../../wire/http/http-exchange.js";

/** A request as the probe Thing sees it. */
export interface ProbeQuestion {
  readonly method: string;
  /** Path and query after the base of the trial, as they were sent: `/level?unit=K`. */
  readonly path: string;
  /** Whether it came to the other origin. */
  readonly isElsewhere: boolean;
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
}

/** What the probe Thing answers. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * What happens after the body: the response ends (the default), goes on (`open`), or breaks off before what its
   * Content-Length promised (`cut`).
   */
  readonly ending?: "end" | "open" | "cut";
}

/** A value in JSON. */
export function json(value: unknown, status = 200): ProbeAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

export const noContent: ProbeAnswer = { status: 204 };

export const notFound: ProbeAnswer = json({ title: "there is nothing here", status: 404 }, 404);

/** An event stream that begins with these lines, and goes on. A client that loses it is to come back at once. */
export function eventStream(text = ""): ProbeAnswer {
  return {
    status: 200,
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
    body: `retry: 10\n\n${text}`,
    ending: "open",
  };
}
