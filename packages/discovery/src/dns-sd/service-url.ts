import { type IntroducedKind, isLoopback, uriHost } from "@thingwright/contracts";
import type { ServiceTarget } from "./dns-message.js";
import type { ServiceText } from "./service-text.js";
import { isThisMachine } from "./this-machine.js";

/** Where an instance's Thing Description is. */
export interface ServiceUrl {
  readonly url: string;
  readonly kind: IntroducedKind;
}

/** The address of a Thing Description; `undefined` while none is known. */
export function serviceUrl(
  service: ServiceTarget,
  { scheme, td, kind }: ServiceText,
  addresses: ReadonlySet<string>,
  sender: string,
): ServiceUrl | undefined {
  const host = serviceHost(service, addresses, sender);
  if (host === undefined) return undefined;
  const url = `${scheme}://${uriHost(host)}:${service.port}${td}`;
  return URL.canParse(url) ? { url, kind } : undefined;
}

/**
 * The host of a service; `undefined` while none is known.
 *
 * A name in `.local`, which most programs cannot look up, is told as an IP address: that of who sent the records when it is
 * one of the host's, else an IPv4 one, else an IPv6 one that is not link-local, for those need a zone. An address in place of a
 * name is no target (RFC 2782): it would go round what is known of the host's addresses.
 */
export function serviceHost(
  { target }: ServiceTarget,
  addresses: ReadonlySet<string>,
  sender: string,
): string | undefined {
  const name = target.replace(/\.$/, "");
  const host = /\.local$/i.test(name) ? addressOf(addresses, sender) : nameOf(name, sender);
  return host !== undefined && /^[a-z0-9._:-]+$/i.test(host) ? host : undefined;
}

function addressOf(addresses: ReadonlySet<string>, sender: string): string | undefined {
  if (addresses.has(sender)) return sender;
  const all = [...addresses];
  return all.find((address) => !address.includes(":")) ?? all.find((address) => !/^fe[89ab]/i.test(address));
}

/** A name that is one, and of this machine only where it is this machine that says so. */
function nameOf(name: string, sender: string): string | undefined {
  const isAddress = name.includes(":") || /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i.test(name);
  return isAddress || (isThisMachine(name) && !isLoopback(sender)) ? undefined : name;
}
