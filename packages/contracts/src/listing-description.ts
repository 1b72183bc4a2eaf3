import { type DataSchema, type Form, type ThingDescription, tdContext } from "@thingwright/td";
import { listingPath } from "./thing-paths.js";

/** What differs from protocol to protocol in the description of a listing. */
export interface ListingTerms {
  /** What `@context` has after TD 1.1's. */
  readonly context: Extract<ThingDescription["@context"], readonly unknown[]>[number];
  /** `@type` of the listing, when a specification defines one for the protocol. */
  readonly type?: string;
  /** Whether anybody may list; otherwise the protocol negotiates who asks. */
  readonly isOpen: boolean;
  /** `@type` of the variable with a Thing's id. */
  readonly idType?: string;
  /** Terms of the Form that reads all descriptions; `href` and `op` are added. */
  readonly list: Omit<Form, "href" | "op">;
  /** What can be said to have a part of the listing, or another form of it; absent where it comes whole, as an array. */
  readonly variables?: Readonly<Record<string, DataSchema>>;
  /** Data schema of the listing. Default: an array of objects. */
  readonly listing?: DataSchema;
  /** Terms of the Form that retrieves one description. */
  readonly retrieve: Omit<Form, "href" | "op">;
}

/**
 * The Thing Description of a server's own listing: what a client finds at the well-known address when there is more
 * than one Thing. Descriptions can be listed and retrieved, nothing else (WoT Discovery §7.2.2).
 *
 * @param base - base URI of the server, without a trailing slash
 */
export function listingDescription(base: string, terms: ListingTerms): ThingDescription {
  const things = listingPath.join("/");
  return {
    "@context": [tdContext, terms.context],
    ...typed(terms.type),
    title: "Things of this server",
    base: `${base}/`,
    ...(terms.isOpen ? openToAnybody : negotiated),
    properties: {
      things: {
        title: "All Thing Descriptions",
        ...(terms.listing ?? { type: "array", items: { type: "object" } }),
        ...(terms.variables && { uriVariables: terms.variables }),
        readOnly: true,
        forms: [{ ...terms.list, href: things + queryTemplate(terms.variables), op: "readproperty" }],
      },
    },
    actions: {
      retrieveThing: {
        title: "One Thing Description",
        uriVariables: { id: { ...typed(terms.idType), type: "string", format: "iri-reference" } },
        output: { type: "object" },
        safe: true,
        idempotent: true,
        synchronous: true,
        forms: [{ ...terms.retrieve, href: `${things}/{id}`, op: "invokeaction" }],
      },
    },
  };
}

const openToAnybody = { securityDefinitions: { nosec_sc: { scheme: "nosec" } }, security: "nosec_sc" } as const;
const negotiated = { securityDefinitions: { auto_sc: { scheme: "auto" } }, security: "auto_sc" } as const;

const queryTemplate = (variables: ListingTerms["variables"] = {}): string =>
  Object.keys(variables).length === 0 ? "" : `{?${Object.keys(variables).join(",")}}`;

const typed = (type: string | undefined) => (type === undefined ? {} : { "@type": type });
