import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";

/** Relation types that are URIs: those of an extension (RFC 8288 §2.1.2). */
const extensionTypes = ({ thing }: ThingSubject): readonly string[] =>
  (thing.links ?? []).flatMap(({ rel }) => (typeof rel === "string" && /^[a-z][a-z0-9+.-]*:/i.test(rel) ? [rel] : []));

export const extensionTypesAreLowercase = thingCheck({
  id: "arch-rel-type-lowercase",
  area: "architecture",
  specification: "architecture11",
  section: "sec-hypermedia-links",
  level: "SHOULD",
  requirement: "Extension relation types of links are all in lower case.",
  procedure: "Looks at the links whose rel is a URI. Warns when one has a letter in upper case.",
  example: "A link has the rel https://example.com/Rel#ControlledBy.",
  safety: "read",
  appliesTo: (subject) =>
    extensionTypes(subject).length > 0 ? true : "no link has a relation type that is an extension",
  judge(subject) {
    const odd = extensionTypes(subject).filter((rel) => rel !== rel.toLowerCase());
    return outcome(odd.length === 0 ? "holds" : "violated", "lower case", odd.join(", ") || "it is so");
  },
});
