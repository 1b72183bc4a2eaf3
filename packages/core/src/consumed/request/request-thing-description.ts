import type { Reply } from "@thingwright/contracts";
import { ProtocolError, RemoteError } from "@thingwright/errors";
import { parseThingDescriptionOrThrow, type ThingDescription, tdMediaType } from "@thingwright/td";
import { isThingLink, linkedDescription } from "../../discovery/thing-type.js";
import type { CallOptions } from "../call/call-options.js";
import type { ConsumeEnvironment } from "../consume-environment.js";
import { requestContent } from "./request-content.js";

/** What a Thing Description that is taken in must keep to, with defaults in {@link descriptionLimits}. */
export interface DescriptionLimits {
  /** Longest Thing Description, in bytes. */
  readonly maxDescriptionBytes: number;
  /** Deepest nesting of a Thing Description. */
  readonly maxDescriptionDepth: number;
}

export const descriptionLimits: DescriptionLimits = { maxDescriptionBytes: 4 * 1024 * 1024, maxDescriptionDepth: 64 };

/**
 * The Thing Description at `url`, validated.
 *
 * Asks for `application/td+json` and, where that is not to be had, for `application/json`; takes whatever type the answer says,
 * as long as it is a Thing Description. Credentials go along when the server asks for them, those of `environment` for its
 * origin. A Thing Link is followed once, to the description that it stands for.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when no binding takes the scheme
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_INVALID or WOT_TD_LIMIT
 * @throws {ProtocolError} WOT_PROTOCOL for a Thing Link to another Thing Link, or to nothing
 * @see WoT Discovery §7.2 (`exploration-server-http-resp-content-type`, `exploration-server-coap-resp`)
 */
export async function requestThingDescription(
  url: string,
  environment: ConsumeEnvironment & { readonly limits: DescriptionLimits },
  options: CallOptions,
): Promise<ThingDescription> {
  const thing = await describe(url, environment, options);
  if (!isThingLink(thing)) return thing;
  const target = linkedDescription(thing, url);
  if (target === undefined) throw new ProtocolError("WOT_PROTOCOL", `the Thing Link at ${url} links to nothing`);
  const linked = await describe(target, environment, options);
  if (!isThingLink(linked)) return linked;
  throw new ProtocolError("WOT_PROTOCOL", `the Thing Link at ${url} links to another Thing Link`);
}

/** The limits in the words of the parser. */
export const parseLimits = ({ maxDescriptionBytes, maxDescriptionDepth }: DescriptionLimits) => ({
  maxBytes: maxDescriptionBytes,
  maxDepth: maxDescriptionDepth,
});

/** The same without following a Thing Link. */
export async function describe(
  url: string,
  environment: ConsumeEnvironment & { readonly limits: DescriptionLimits },
  options: CallOptions,
): Promise<ThingDescription> {
  const { body } = await requestDescription(url, environment, options);
  return parseThingDescriptionOrThrow(body, parseLimits(environment.limits));
}

async function requestDescription(url: string, environment: ConsumeEnvironment, options: CallOptions): Promise<Reply> {
  try {
    return await requestContent(url, tdMediaType, environment, options);
  } catch (error) {
    if (!isNotAcceptable(error)) throw error;
    return await requestContent(url, "application/json", environment, options);
  }
}

/** 406 of HTTP, 4.06 of CoAP. */
const isNotAcceptable = (error: unknown): boolean => error instanceof RemoteError && /^4\.?06$/.test(error.status);
