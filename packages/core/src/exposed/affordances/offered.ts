import type { Content } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";

/**
 * Lets content in only in a type that is offered; parameters do not count, and content without a type passes.
 *
 * @throws {UnsupportedError} WOT_CONTENT_TYPE
 */
export function requireOffered({ contentType }: Content, offered: readonly string[]): void {
  if (contentType === "" || contentType === offered[0]) return;
  const type = essence(contentType);
  if (offered.some((each) => essence(each) === type)) return;
  throw new UnsupportedError("WOT_CONTENT_TYPE", `"${contentType}" is not taken here; ${offered.join(" and ")} are`);
}

const essence = (contentType: string): string => (contentType.split(";", 1)[0] as string).trim().toLowerCase();
