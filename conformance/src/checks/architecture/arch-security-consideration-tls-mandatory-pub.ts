import { allForms, isPlain, reachOf } from "../../kinds/form-hosts.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";

const publicForms = ({ thing }: ThingSubject) => allForms(thing).filter((form) => reachOf(form) === "public");

export const publicThingIsSecured = thingCheck({
  id: "arch-security-consideration-tls-mandatory-pub",
  area: "architecture",
  specification: "architecture11",
  section: "sec-security-consideration-secure-transport",
  level: "MUST",
  requirement: "A Thing on the public internet is reached over TLS or DTLS alone.",
  procedure:
    "Looks at the Forms whose host is a number of the public internet. Fails when one is of http, ws, mqtt or coap. Names tell no network, and decide nothing.",
  example: "A Form has the href http://198.51.100.7/reset.",
  safety: "read",
  appliesTo: (subject) =>
    publicForms(subject).length > 0 ? true : "no Form has a number of the public internet as its host",
  judge(subject) {
    const odd = publicForms(subject).filter(isPlain);
    const actual = odd.map(({ pointer, href }) => `${pointer}: ${href}`).join("; ") || "it is so";
    return outcome(odd.length === 0 ? "holds" : "violated", "secure transport", actual);
  },
});
