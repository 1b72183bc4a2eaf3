import { type IntroducedKind, uriHost } from "@thingwright/contracts";
import type { ServiceTarget } from "./dns-message.js";
import type { ServiceText } from "./service-text.js";

/** Where an instance's Thing Description is. */
export interface ServiceUrl {
  readonly url: string;
  readonly kind: IntroducedKind;
}

/**
 * The address of a Thing Description; `undefined` while none is known.
 *
 * A name in `.local`, which most programs cannot look up, is told as an IP address: that of who sent the records when it is
 * one of the host's, else an IPv4 one, else an IPv6 one that is not link-local, for those need a zone.
 */
export function serviceUrl(
  { target, port }: ServiceTarget,
  { scheme, td, kind }: ServiceText,
  addresses: ReadonlySet<string>,
  sender: string,
): ServiceUrl | undefined {
  const name = target.replace(/\.$/, "");
  const host = /\.local$/i.test(name) ? addressOf(addresses, sender) : name;
  if (host === undefined || !/^[a-z0-9._:-]+$/i.test(host)) return undefined;
  const url = `${scheme}://${uriHost(host)}:${port}${td}`;
  return URL.canParse(url) ? { url, kind } : undefined;
}

function addressOf(addresses: ReadonlySet<string>, sender: string): string | undefined {
  if (addresses.has(sender)) return sender;
  const all = [...addresses];
  return all.find((address) => !address.includes(":")) ?? all.find((address) => !/^fe[89ab]/i.test(address));
}
