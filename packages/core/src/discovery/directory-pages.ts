import { ProtocolError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { CallOptions } from "../consumed/call/call-options.js";
import type { ConsumedThing } from "../consumed/consumed-thing.js";

/** The property in which a directory, or a server's listing, has its Thing Descriptions (Discovery, `tdd-things-list`). */
export const listing = "things";

/** Whether Thing Descriptions can be read from `thing`. */
export const hasListing = ({ properties = {} }: ThingDescription): boolean => Object.hasOwn(properties, listing);

/**
 * What a directory lists, a page at a time; whole when it does not say that it can be asked for pages. An empty page is the
 * last, however few a directory puts on one.
 *
 * @param pageSize - Thing Descriptions to ask for at a time
 * @throws {ProtocolError} WOT_PROTOCOL when the listing is none
 * @see WoT Discovery §7.3.2.1.5, `tdd-things-list-pagination`
 */
export async function* directoryPages(
  directory: ConsumedThing,
  description: ThingDescription,
  pageSize: number,
  options: CallOptions,
): AsyncGenerator<readonly unknown[]> {
  if (!isPaged(description)) {
    yield pageOf(await directory.read(listing, options));
    return;
  }
  for (let offset = 0; ; ) {
    const uriVariables = { offset, limit: pageSize };
    const page = pageOf(await directory.read(listing, { ...options, uriVariables }));
    if (page.length === 0) return;
    yield page;
    offset += page.length;
  }
}

function isPaged({ properties = {} }: ThingDescription): boolean {
  const variables = properties[listing]?.uriVariables ?? {};
  return Object.hasOwn(variables, "offset") && Object.hasOwn(variables, "limit");
}

/** An array, or the members of a collection, which some directories answer with. */
function pageOf(listed: unknown): readonly unknown[] {
  if (Array.isArray(listed)) return listed;
  const { members } = (listed ?? {}) as { readonly members?: unknown };
  if (Array.isArray(members)) return members;
  throw new ProtocolError("WOT_PROTOCOL", "the directory's listing is not an array");
}
