import { messageOf } from "../message/decode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import type { OpenedRequest, ProtectedRequest } from "../object-security/object-security.js";
import type { CoapResponse } from "../server/response.js";
import { ClientBinding, protectedWith } from "./client-binding.js";
import type { OscoreContext } from "./oscore-context.js";
import { splitProxyUri } from "./proxy-uri.js";
import { openUnder, type RequestHeader, type ServingContext } from "./request-opening.js";
import { SecurityContext } from "./security-context.js";

/** A context whose sequence numbers are in a store. */
export class StoredContext extends SecurityContext implements OscoreContext, ServingContext {
  protect(request: Uint8Array, earlier?: ProtectedRequest): ProtectedRequest {
    const plain = splitProxyUri(messageOf(new MessageView(request)));
    return protectedWith(this, plain, this.idContext, earlier instanceof ClientBinding ? earlier : undefined);
  }

  open(outer: Message, header: RequestHeader): OpenedRequest | CoapResponse {
    return openUnder(this, outer, header);
  }
}
