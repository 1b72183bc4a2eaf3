import { own, type Term, type Vocabulary } from "./vocabulary.js";

/** Operations as the ontology spells them; a TD has them in lower case (TD 1.1 §5.3.4.2). */
const operations =
  "readProperty writeProperty observeProperty unobserveProperty observeAllProperties unobserveAllProperties " +
  "readAllProperties writeAllProperties readMultipleProperties writeMultipleProperties invokeAction queryAction " +
  "queryAllActions cancelAction subscribeEvent unsubscribeEvent subscribeAllEvents unsubscribeAllEvents";

/** Below `forms` and `links`. */
export const hypermedia: Vocabulary = {
  prefixes: ["td", "jsonschema", "wotsec", "hctl", "rdf", "rdfs", "xsd"],
  vocab: "hctl",
  terms: [
    ...own("hctl", "Link Form"),
    ["href", "hctl:hasTarget", { type: "xsd:anyURI" }],
    ["op", "hctl:hasOperationType", { type: "@vocab" }],
    ["contentType", "hctl:forContentType"],
    ["contentCoding", "hctl:forContentCoding"],
    ["subprotocol", "hctl:forSubProtocol"],
    ["security", "td:hasSecurityConfiguration", { type: "@id" }],
    ["scopes", "wotsec:scopes"],
    ["response", "hctl:returns"],
    ["additionalResponses", "hctl:additionalReturns", { container: "@set" }],
    ["schema", "hctl:hasAdditionalOutputSchema", { type: "@id" }],
    ["success", "hctl:isSuccess"],
    ["rel", "hctl:hasRelationType"],
    ["type", "hctl:hintsAtMediaType"],
    ["anchor", "hctl:hasAnchor", { type: "@id" }],
    ["sizes", "hctl:hasSizes"],
    ["hreflang", "hctl:hasHreflang"],
    ...operations.split(" ").map((name): Term => [name.toLowerCase(), `td:${name}`]),
  ],
};
