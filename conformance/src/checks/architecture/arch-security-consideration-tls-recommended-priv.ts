import { allForms, isPlain, reachOf } from "../../kinds/form-hosts.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";

const privateForms = ({ thing }: ThingSubject) => allForms(thing).filter((form) => reachOf(form) === "private");

/** Most Forms that are named in words. */
const mostNamed = 3;

export const privateThingIsSecured = thingCheck({
  id: "arch-security-consideration-tls-recommended-priv",
  area: "architecture",
  specification: "architecture11",
  section: "sec-security-consideration-secure-transport",
  level: "SHOULD",
  requirement: "A Thing in a private network is reached over TLS or DTLS.",
  procedure:
    "Looks at the Forms whose host is a number of a private network. Warns when one is of http, ws, mqtt or coap. Loopback is no network, and names tell none.",
  example: "A Form has the href http://192.168.0.7/reset.",
  safety: "read",
  appliesTo: (subject) =>
    privateForms(subject).length > 0 ? true : "no Form has a number of a private network as its host",
  judge(subject) {
    const odd = privateForms(subject).filter(isPlain);
    const named = odd.slice(0, mostNamed).map(({ pointer, href }) => `${pointer}: ${href}`);
    if (odd.length > mostNamed) named.push(`and ${odd.length - mostNamed} more`);
    return outcome(odd.length === 0 ? "holds" : "violated", "secure transport", named.join("; ") || "it is so");
  },
});
