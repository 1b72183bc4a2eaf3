import { type Content, within } from "@thingwright/contracts";
import { collectBody, letGo } from "../plug-in/collect-body.js";
import type { TheirContent } from "../plug-in/interfaces.js";
import type { FeedContext } from "./feed-context.js";

/**
 * Content of theirs as bytes.
 *
 * @param contentType - when it says none
 * @throws {ProtocolError} WOT_PROTOCOL as `collectBody` does
 */
export async function wholeContent(content: TheirContent, contentType: string, maxBytes: number): Promise<Content> {
  const body = await collectBody(content, maxBytes);
  const said = typeof content.type === "string" && content.type !== "" ? content.type : contentType;
  return { contentType: said, body };
}

/** The same of an emission, which has `bodyTimeoutMs` for it. */
export const wholeEmission = (
  content: TheirContent,
  contentType: string,
  { clock, limits }: Pick<FeedContext, "clock" | "limits">,
): Promise<Content> =>
  within(wholeContent(content, contentType, limits.maxBodyBytes), { timeoutMs: limits.bodyTimeoutMs }, clock, () =>
    letGo(content.body),
  );
