import { type Content, noContent } from "@thingwright/contracts";
import type { RawReply } from "./transport.js";

/** The body of `reply`, its type as the peer says or else as the Form says. */
export function contentOf(reply: RawReply, formType: string): Content {
  const contentType = reply.header("content-type");
  if (reply.body.byteLength === 0 && (reply.status === 204 || contentType === undefined)) return noContent;
  return { contentType: contentType ?? formType, body: reply.body };
}
