import type { MessageView } from "../message/message-view.js";
import { readUint } from "../message/option.js";
import { SignalOption } from "./signal.js";

/**
 * A peer's wish to end the connection. Alternative addresses are not gone to: a peer must not send its clients anywhere.
 *
 * @see RFC 8323 §5.5
 */
export class Release {
  /** No new connection is to be opened before, by the clock. */
  readonly holdOffUntilMs: number;

  constructor(view: MessageView, nowMs: number) {
    let seconds = 0;
    const cursor = view.options();
    while (cursor.next()) {
      const { number, start, end } = cursor;
      if (number === SignalOption.HoldOff && end - start <= 3) seconds = readUint(view.bytes, start, end);
    }
    this.holdOffUntilMs = nowMs + seconds * 1000;
  }
}
