import type { Introducer } from "@thingwright/contracts";
import { hostUrl } from "./host-url.js";

/**
 * Things that describe themselves at the well-known address of a host (Discovery §6.2, `introduction-well-known-path`).
 *
 * @param hosts - names, IP addresses or URLs, of which scheme, host and port count; `http` without a scheme
 * @throws {UsageError} WOT_ARGUMENT for one that is none of these
 */
export function wellKnown(...hosts: readonly string[]): Introducer {
  const urls = hosts.map((host) => {
    const { protocol, host: authority } = hostUrl(host, "http");
    return `${protocol}//${authority}/.well-known/wot`;
  });
  return {
    name: "well-known",
    async *find({ signal }) {
      for (const url of urls) {
        if (signal.aborted) return;
        yield { url, via: "well-known" };
      }
    },
  };
}
