import { ProtocolError } from "@thingwright/errors";

/** One event as a stream brought it. */
export interface ReceivedEvent {
  /** `undefined` when the stream named none, which means `message`. */
  readonly event: string | undefined;
  readonly data: string;
}

/**
 * Takes an event stream apart, wherever its chunks are cut.
 *
 * @see WHATWG HTML §9.2.6
 */
export class EventStreamParser {
  /** Value for `Last-Event-ID`; the empty string when there is none. */
  lastEventId = "";
  /** Milliseconds before a new connection, as the stream asked for. */
  retryMs: number | undefined;

  readonly #maxEventLength: number;
  readonly #onEvent: (event: ReceivedEvent) => void;
  readonly #decoder = new TextDecoder();
  #partialLine = "";
  #afterCarriageReturn = false;
  #event = "";
  #data = "";
  #hasData = false;
  #id: string | undefined;

  /** @param maxEventLength - characters that one event, and one line, may have */
  constructor(maxEventLength: number, onEvent: (event: ReceivedEvent) => void) {
    this.#maxEventLength = maxEventLength;
    this.#onEvent = onEvent;
  }

  /** @throws {ProtocolError} WOT_PROTOCOL when an event is too long; the stream is of no use afterwards */
  push(chunk: Uint8Array): void {
    let text = this.#decoder.decode(chunk, { stream: true });
    if (text === "") return;
    if (this.#afterCarriageReturn && text.startsWith("\n")) text = text.slice(1);
    this.#afterCarriageReturn = text.endsWith("\r");
    const lines = text.split(lineEnd);
    const last = lines.length - 1;
    for (let i = 0; i < last; i++) {
      this.#line(this.#partialLine + lines[i]!);
      this.#partialLine = "";
    }
    this.#partialLine += lines[last]!;
    this.#check(this.#partialLine.length);
  }

  #line(line: string): void {
    if (line === "") {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    if (colon === -1) {
      this.#field(line, "");
      return;
    }
    const start = line[colon + 1] === " " ? colon + 2 : colon + 1;
    this.#field(line.slice(0, colon), line.slice(start));
  }

  #field(name: string, value: string): void {
    if (name === "data") {
      this.#check(this.#data.length + value.length);
      this.#data = this.#hasData ? `${this.#data}\n${value}` : value;
      this.#hasData = true;
    } else if (name === "event") this.#event = value;
    else if (name === "id" && !value.includes("\0")) this.#id = value;
    else if (name === "retry" && /^\d{1,9}$/.test(value)) this.retryMs = Number(value);
  }

  #dispatch(): void {
    if (this.#id !== undefined) this.lastEventId = this.#id;
    const event: ReceivedEvent | undefined = this.#hasData
      ? { event: this.#event === "" ? undefined : this.#event, data: this.#data }
      : undefined;
    this.#event = "";
    this.#data = "";
    this.#hasData = false;
    if (event !== undefined) this.#onEvent(event);
  }

  #check(length: number): void {
    if (length <= this.#maxEventLength) return;
    throw new ProtocolError("WOT_PROTOCOL", `an event of the stream has more than ${this.#maxEventLength} characters`);
  }
}

const lineEnd = /\r\n|\r|\n/;
