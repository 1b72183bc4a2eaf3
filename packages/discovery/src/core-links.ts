import { defaultLinkFormatLimits, type LinkFormatLimits, parseLinks } from "@thingwright/coap";
import { type IntroducedKind, type Introducer, type Introduction, limitsFrom } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import { resolveHref } from "@thingwright/td";
import { hostUrl } from "./host-url.js";

/** Options of {@link coreLinks}. */
export interface CoreLinksOptions {
  /**
   * Names, IP addresses or URLs; `coap` without a scheme. One without a path is asked at `/.well-known/core`; one with a
   * path there, as the look-up of a CoRE Resource Directory is (RFC 9176 §6).
   */
  readonly hosts: readonly string[];
  readonly limits?: Partial<LinkFormatLimits>;
}

/** Resource types that links to Thing Descriptions have (Discovery §6.4, `introduction-core-rd-resource-type-thing` …). */
const kinds: ReadonlyMap<string, IntroducedKind> = new Map([
  ["wot.thing", "thing"],
  ["wot.directory", "directory"],
]);

/** Asks for both at once (RFC 6690 §4.1); a server that does not filter answers with all its links. */
export const linksFilter = "rt=wot.*";

/**
 * Things and directories that hosts link to in the CoRE Link Format (Discovery §6.4, RFC 6690), over CoAP or HTTP, as the
 * hosts' addresses say and the Servient can. Hosts are asked one by one; `coapMulticast` asks groups.
 *
 * @throws {UsageError} WOT_ARGUMENT for a host that is none, WOT_RANGE for a limit out of range
 */
export function coreLinks({ hosts, limits: given }: CoreLinksOptions): Introducer {
  const limits = limitsFrom(defaultLinkFormatLimits, given);
  const urls = hosts.map(linksUrl);
  return {
    name: "core-links",
    async *find({ request, failed, signal }) {
      const asked = urls.map((url) => request(url, "application/link-format").catch(asWotError));
      for (const [index, url] of urls.entries()) {
        if (signal.aborted) return;
        const answer = await asked[index];
        if (answer instanceof Error) failed(answer);
        else if (answer !== undefined) yield* introductionsIn(answer.body, url, limits, failed);
      }
    },
  };
}

/** Links of the wanted types in a list that came from `url`. */
export function* introductionsIn(
  body: Uint8Array,
  url: string,
  limits: LinkFormatLimits,
  failed: (error: ReturnType<typeof asWotError>) => void,
  via = "core-links",
): Generator<Introduction> {
  try {
    for (const { target, attributes } of parseLinks(new TextDecoder().decode(body), limits)) {
      const kind = kindOf(attributes.get("rt"));
      if (kind !== undefined) yield { url: resolveHref(url, target), kind, via };
    }
  } catch (error) {
    failed(asWotError(error));
  }
}

/** A link may be of several resource types, words with spaces between (RFC 6690 §3.1). */
function kindOf(types: string | undefined): IntroducedKind | undefined {
  return types
    ?.split(/\s+/)
    .map((type) => kinds.get(type))
    .find((kind) => kind !== undefined);
}

function linksUrl(host: string): string {
  const { protocol, host: authority, pathname, search } = hostUrl(host, "coap");
  const path = pathname === "" || pathname === "/" ? "/.well-known/core" : pathname;
  return `${protocol}//${authority}${path}${search === "" ? "?" : `${search}&`}${linksFilter}`;
}
