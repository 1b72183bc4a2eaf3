import type { MessageView } from "../message/message-view.js";
import type { IncomingExchange } from "../reliability/exchange-cache.js";

/** A request that came over a connection and has no answer yet. Nothing repeats it, so that no reply is kept. */
export class StreamExchange implements IncomingExchange {
  readonly receivedAtMs = 0;
  readonly fingerprint = 0;
  readonly request: MessageView;
  reply: undefined;
  isGroup = false;

  constructor(request: MessageView) {
    this.request = request;
  }
}
