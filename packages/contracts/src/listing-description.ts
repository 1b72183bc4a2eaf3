import { type Form, type ThingDescription, tdContext } from "@thingwright/td";
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
        type: "array",
        items: { type: "object" },
        readOnly: true,
        forms: [{ ...terms.list, href: things, op: "readproperty" }],
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

const typed = (type: string | undefined) => (type === undefined ? {} : { "@type": type });
