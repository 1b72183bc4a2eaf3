import { dataSchema, propertyAffordance } from "./data-schema.js";
import { humanReadable } from "./human-readable.js";
import { hypermedia } from "./hypermedia.js";
import { securityScheme } from "./security-scheme.js";
import { own, type Vocabulary } from "./vocabulary.js";

const schema = { type: "@id", scope: dataSchema } as const;
const links = { type: "@id", container: "@set", scope: hypermedia } as const;
const byName = { type: "@id", container: "@index", index: "name" } as const;

/** A Thing and its affordances (TD 1.1 §5.3.1). */
export const thing: Vocabulary = {
  prefixes: ["td", "jsonschema", "wotsec", "hctl", "rdfs", "xsd", "dct", "htv", "tm"],
  vocab: "td",
  terms: [
    ...own("td", "Thing InteractionAffordance PropertyAffordance ActionAffordance EventAffordance VersionInfo"),
    ["id", "@id"],
    ...humanReadable,
    ["version", "td:versionInfo", { type: "@id" }],
    ...own("td", "instance", { type: "xsd:string" }),
    ...own("td", "model name"),
    ...own("dct", "created modified", { type: "xsd:dateTime" }),
    ["license", "http://purl.org/dc/terms/license"],
    ["support", "td:supportContact", { type: "xsd:anyURI" }],
    ["base", "td:baseURI"],
    ["profile", "td:followsProfile"],
    ["properties", "td:hasPropertyAffordance", { ...byName, scope: propertyAffordance }],
    ["actions", "td:hasActionAffordance", byName],
    ["events", "td:hasEventAffordance", byName],
    ["uriVariables", "td:hasUriTemplateSchema", byName],
    ["observable", "td:isObservable"],
    ["safe", "td:isSafe"],
    ["idempotent", "td:isIdempotent"],
    ["synchronous", "td:isSynchronous"],
    ["input", "td:hasInputSchema", schema],
    ["output", "td:hasOutputSchema", schema],
    ["subscription", "td:hasSubscriptionSchema", schema],
    ["data", "td:hasNotificationSchema", schema],
    ["dataResponse", "td:hasNotificationResponseSchema", schema],
    ["cancellation", "td:hasCancellationSchema", schema],
    ["schemaDefinitions", "td:schemaDefinitions", { type: "@id", container: "@index" }],
    ["schema", "hctl:hasAdditionalOutputSchema", { type: "@id" }],
    ["forms", "td:hasForm", links],
    ["links", "td:hasLink", links],
    ["security", "td:hasSecurityConfiguration", { type: "xsd:string", scope: securityScheme }],
    [
      "securityDefinitions",
      "td:definesSecurityScheme",
      { type: "@id", container: "@index", index: "hasInstanceConfiguration", scope: securityScheme },
    ],
    ...own("td", "hasInstanceConfiguration", { type: "@id" }),
  ],
};
