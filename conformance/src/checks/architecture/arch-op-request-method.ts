import type { EffectiveForm } from "@thingwright/td";
import { allForms } from "../../kinds/form-hosts.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";

type MethodTerm = "htv:methodName" | "cov:method" | "mqv:controlPacket";

/** The term of each protocol that names the method, and the methods that it has. */
const methods: readonly { readonly scheme: RegExp; readonly term: MethodTerm; readonly known: readonly string[] }[] = [
  {
    scheme: /^https?:/i,
    term: "htv:methodName",
    // RFC 9110 §9.3, RFC 5789, and WebDAV's (RFC 4918), which the registry of HTTP has as well.
    known: [
      ...["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"],
      ...["PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH"],
    ],
  },
  {
    scheme: /^coaps?(?:\+\w+)?:/i,
    term: "cov:method",
    known: ["GET", "POST", "PUT", "DELETE", "FETCH", "PATCH", "iPATCH"],
  },
  { scheme: /^mqtts?:/i, term: "mqv:controlPacket", known: ["publish", "subscribe", "unsubscribe"] },
];

/** Each method that a Form names, and whether its protocol has it. */
function namedMethods({ thing }: ThingSubject): readonly { readonly words: string; readonly isKnown: boolean }[] {
  return allForms(thing).flatMap((form: EffectiveForm) =>
    methods.flatMap(({ scheme, term, known }) => {
      const value = form.form[term];
      if (value === undefined || !scheme.test(form.href)) return [];
      return [{ words: `${form.pointer}: ${JSON.stringify(value)}`, isKnown: known.includes(String(value)) }];
    }),
  );
}

export const methodIsOfItsProtocol = thingCheck({
  id: "arch-op-request-method",
  area: "architecture",
  specification: "architecture11",
  section: "sec-hypermedia-forms",
  level: "MUST",
  requirement: "The method of a Form is one that the protocol of its href has.",
  procedure:
    "Looks at htv:methodName, cov:method and mqv:controlPacket of each Form of HTTP, CoAP and MQTT. Fails when one is no method of that protocol.",
  example: 'A Form of http has "htv:methodName": "SET".',
  safety: "read",
  appliesTo: (subject) => (namedMethods(subject).length > 0 ? true : "no Form names a method"),
  judge(subject) {
    const odd = namedMethods(subject).filter(({ isKnown }) => !isKnown);
    const actual = odd.map(({ words }) => words).join("; ") || "it is so";
    return outcome(odd.length === 0 ? "holds" : "violated", "methods of their protocols", actual);
  },
});
