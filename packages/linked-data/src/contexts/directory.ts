import { own, type Vocabulary } from "./vocabulary.js";

const dateTime = { type: "xsd:dateTime" } as const;

/**
 * A Thing Description Directory. Stands after the context of a TD, which says what `xsd` is: alone it
 * would leave `xsd:dateTime` as it is written, as the W3C's context does.
 */
export const directory: Vocabulary = {
  prefixes: ["discovery"],
  terms: [
    ...own("discovery", "ThingDirectory ThingLink ThingCollection", { type: "@id" }),
    ["next", "discovery:nextThingCollection", { type: "@id" }],
    ["total", "discovery:contains", { type: "xsd:integer" }],
    ["members", "discovery:hasCollectionMember", { type: "@id", container: "@set" }],
    [
      "registration",
      "discovery:hasRegistrationInformation",
      {
        type: "@id",
        scope: {
          prefixes: [],
          terms: [
            ...own("discovery", "RegistrationInformation", { type: "@id" }),
            ["created", "discovery:dateCreated", dateTime],
            ["modified", "discovery:dateModified", dateTime],
            ...own("discovery", "expires retrieved", dateTime),
            ...own("discovery", "ttl", { type: "xsd:unsignedInt" }),
          ],
        },
      },
    ],
  ],
};

/** Service types in a DID document that leads to Things. */
export const didService: Vocabulary = {
  prefixes: ["discovery"],
  terms: [
    ["WotDirectory", "discovery:WotDirectoryDIDService", { type: "@id" }],
    ["WotThing", "discovery:WotThingDIDService", { type: "@id" }],
  ],
};
