import type { ThingDescription } from "@thingwright/td";

/** Where the perfect directory has its description. */
export const directoryPath = "/.well-known/wot";

const problem = [{ contentType: "application/problem+json" }];
const id = { "@type": "ThingID", type: "string", format: "iri-reference" };
const document = { type: "object" } as const;

/** What the perfect directory says of itself: anybody may read, and who has the password may write. */
export function directoryDescription(origin: string): ThingDescription {
  return {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", "https://www.w3.org/2022/wot/discovery"],
    "@type": "ThingDirectory",
    id: "urn:uuid:3c1b7bb5-1a2a-4b36-9c62-0a5c7c0b9d4e",
    title: "Perfect directory",
    base: `${origin}/`,
    securityDefinitions: {
      open: { scheme: "nosec" },
      closed: { scheme: "basic", in: "header", name: "Authorization" },
    },
    security: "open",
    properties: {
      things: {
        readOnly: true,
        uriVariables: {
          offset: { type: "integer", minimum: 0 },
          limit: { type: "integer", minimum: 1 },
          format: { type: "string", enum: ["array", "collection"] },
        },
        oneOf: [{ type: "array", items: document }, document],
        forms: [
          {
            href: "things{?offset,limit,format}",
            op: "readproperty",
            contentType: "application/ld+json",
            ...by("GET"),
          },
        ],
      },
    },
    actions: {
      createThing: changing("things/{id}", "PUT", "application/td+json", { id }),
      createAnonymousThing: changing("things", "POST", "application/td+json", {}),
      retrieveThing: {
        uriVariables: { id },
        output: document,
        safe: true,
        idempotent: true,
        forms: [{ href: "things/{id}", response: { contentType: "application/td+json" }, ...by("GET") }],
      },
      updateThing: changing("things/{id}", "PUT", "application/td+json", { id }),
      partiallyUpdateThing: changing("things/{id}", "PATCH", "application/merge-patch+json", { id }),
      deleteThing: {
        uriVariables: { id },
        forms: [{ href: "things/{id}", security: "closed", additionalResponses: problem, ...by("DELETE") }],
      },
      searchSPARQL: {
        uriVariables: { query: { type: "string" } },
        output: document,
        safe: true,
        idempotent: true,
        forms: [
          { href: "search/sparql?query={query}", additionalResponses: problem, ...by("GET") },
          { href: "search/sparql", contentType: "application/sparql-query", ...by("POST") },
        ],
      },
    },
    events: {
      thingCreated: streamed("events/thing_created{?diff}", { diff: { type: "boolean" } }),
      thingUpdated: streamed("events/thing_updated{?diff}", { diff: { type: "boolean" } }),
      thingDeleted: streamed("events/thing_deleted", {}),
    },
  } as unknown as ThingDescription;
}

const by = (method: string) => ({ "htv:methodName": method });

const changing = (href: string, method: string, contentType: string, uriVariables: object) => ({
  uriVariables,
  input: document,
  forms: [{ href, contentType, security: "closed", additionalResponses: problem, ...by(method) }],
});

const streamed = (href: string, uriVariables: object) => ({
  uriVariables,
  data: document,
  forms: [{ href, op: "subscribeevent", subprotocol: "sse", response: { contentType: "text/event-stream" } }],
});
