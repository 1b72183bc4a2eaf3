import {
  at,
  atListing,
  atMember,
  atPage,
  bodyOf,
  describedAs,
  fieldOf,
  lacking,
  read,
  successOf,
  within,
} from "./directory-fault.js";
import { httpFaults } from "./http-fault.js";
import { content, problem } from "./json-answer.js";
import type { Description } from "./merge-patch.js";

const registered = (change: (registration: Description) => Description) =>
  bodyOf<readonly Description[]>(atListing, (listed) =>
    listed.map((each) => ({ ...each, registration: change(each.registration as Description) })),
  );

export const directoryReadingFaults = httpFaults("directory", [
  read(
    "tdd-context-injection",
    "registration comes without its context",
    bodyOf<readonly Description[]>(atListing, (listed) =>
      listed.map((each) => ({ ...each, "@context": "https://www.w3.org/2022/wot/td/v1.1" })),
    ),
  ),
  ...["created", "modified", "retrieved"].map((name) =>
    read(
      "tdd-absolute-time",
      `${name} has no offset`,
      registered((registration) => ({ ...registration, [name]: "2026-01-01T00:00:00" })),
    ),
  ),
  read(
    "tdd-registrationinfo-vocab-retrieved",
    "retrieved is a time long ago",
    bodyOf<Description>(atMember("GET", "HEAD"), (description) => ({
      ...description,
      registration: { ...Object(description.registration), retrieved: "2020-01-01T00:00:00Z" },
    })),
  ),
  read(
    "tdd-anonymous-td-identifier",
    "one is listed without an id",
    bodyOf<readonly Description[]>(atListing, ([first, ...rest]) => [lacking(first!, "id"), ...rest]),
  ),
  read("tdd-http-error-response", "errors are pages", ({ path }, { status }) =>
    status === 404 && path.startsWith("/things/")
      ? { status, headers: { "content-type": "text/html" }, body: "<h1>No</h1>" }
      : undefined,
  ),
  read("tdd-http-error-response", "errors are a text in JSON", ({ path }, { status }) =>
    status === 404 && path.startsWith("/things/")
      ? { status, headers: { "content-type": "application/problem+json" }, body: '"No"' }
      : undefined,
  ),
  read("tdd-http-error-response-utf-8", "errors are in another charset", ({ path }, perfect) =>
    perfect.status === 404 && path.startsWith("/things/")
      ? { ...perfect, headers: { "content-type": "application/problem+json; charset=iso-8859-1" } }
      : undefined,
  ),
  read("tdd-http-head", "its listing has no HEAD", (question) =>
    at("/things", "HEAD")(question) ? problem(405) : undefined,
  ),
  read("tdd-http-head", "what is retrieved has no HEAD", (question) =>
    atMember("HEAD")(question) ? problem(404) : undefined,
  ),
  read("tdd-http-unsupported-feature", "a search that it does not have finds nothing", (question) =>
    at("/search/xpath")(question) ? { status: 200, ...content([], "application/json") } : undefined,
  ),
  read(
    "tdd-things-list-only",
    "it offers no listing",
    describedAs((each) => lacking(each, "properties")),
  ),
  read(
    "tdd-things-crudl",
    "what is created cannot be deleted",
    describedAs((each) => ({ ...each, actions: lacking(each.actions, "deleteThing") })),
  ),
  read("tdd-things-default-representation", "it speaks Turtle", (question) =>
    atListing(question) && question.headers.accept === undefined
      ? { status: 200, headers: { "content-type": "text/turtle" }, body: "<urn:example:lamp> a <urn:Thing> ." }
      : undefined,
  ),
  read("tdd-http-representation-alternate-output", "it compresses and does not say so", (question, perfect) =>
    at("/things")(question) && perfect.headers?.["content-encoding"] === "gzip"
      ? { ...perfect, headers: lacking(perfect.headers, "content-encoding") as Record<string, string> }
      : undefined,
  ),
  read("tdd-things-list-method", "it lists nothing", (question) =>
    at("/things")(question) ? problem(404) : undefined,
  ),
  read(
    "tdd-things-list-resp",
    "the listing is an object",
    bodyOf(atListing, (items) => ({ items })),
  ),
  read(
    "tdd-things-list-resp",
    "the listing comes with 203",
    successOf(atListing, (answer) => ({ ...answer, status: 203 })),
  ),
  read(
    "tdd-things-list-resp-content-type",
    "the listing is called a Thing Description",
    fieldOf(atListing, "content-type", () => "application/td+json"),
  ),
  read(
    "tdd-things-list-pagination",
    "each page brings the first again",
    bodyOf<readonly Description[]>(atPage, ([first]) => [{ ...first!, id: "urn:example:Valve" }]),
  ),
  read(
    "tdd-things-list-pagination-limit",
    "a page has one more",
    bodyOf<readonly Description[]>(atPage, (page, { path }) =>
      path.includes("offset") ? page : [...page, { ...page[0]!, id: "urn:example:another" }],
    ),
  ),
  read(
    "tdd-things-list-pagination-header-nextlink",
    "a page does not say which is next",
    fieldOf(atPage, "link", (value) => value.replace(/^<[^>]*>; rel="next", /, "")),
  ),
  read(
    "tdd-things-list-pagination-header-nextlink-attr",
    "the next page forgets the limit",
    fieldOf(atPage, "link", (value) => value.replace(/&limit=\d+/, "")),
  ),
  read(
    "tdd-things-list-pagination-header-nextlink-attr",
    "the offset is counted from one",
    fieldOf(atPage, "link", (value) => value.replace("offset=1", "offset=2")),
  ),
  read(
    "tdd-things-list-pagination-header-nextlink-base",
    "the next page is nowhere",
    fieldOf(atPage, "link", (value) => value.replace("</things?", "<pages?")),
  ),
  read(
    "tdd-things-list-pagination-header-canonicallink",
    "a page does not say what it is of",
    fieldOf(atPage, "link", (value) => value.replace(/<[^>]*>; rel="canonical".*$/, '<#>; rel="up"')),
  ),
  read(
    "tdd-things-list-pagination-header-canonicallink",
    "a page does not say of which state it is",
    fieldOf(atPage, "link", (value) => value.replace(/; etag=.*$/, "")),
  ),
  read("tdd-things-list-pagination-order-default", "it has an order of its own", within, {
    orders: (ids) => [...ids].sort((one, other) => one.localeCompare(other)),
  }),
  read(
    "tdd-things-list-pagination-collection",
    "a collection has items",
    bodyOf(at("/things"), (value, { path }) => (path.includes("format=collection") ? { items: [] } : value)),
  ),
  read(
    "tdd-things-list-pagination-collection",
    "a collection does not count its members",
    bodyOf<Description>(at("/things"), (value, { path }) =>
      path.includes("format=collection") ? lacking(value, "total") : value,
    ),
  ),
  read("tdd-things-retrieve", "what is listed cannot be retrieved", (question) =>
    atMember("GET")(question) ? problem(404) : undefined,
  ),
  read(
    "tdd-things-retrieve-resp",
    "it brings another than was asked for",
    bodyOf<Description>(atMember("GET"), (each) => ({ ...each, id: "urn:example:other" })),
  ),
  read(
    "tdd-things-retrieve-resp-content-type",
    "what is retrieved is called a list",
    fieldOf(atMember("GET", "HEAD"), "content-type", () => "application/ld+json"),
  ),
  read(
    "tdd-search-large-tdds",
    "it has no search",
    describedAs((each) => ({ ...each, actions: lacking(each.actions, "searchSPARQL") })),
  ),
  read(
    "tdd-search-sparql",
    "its search is elsewhere",
    describedAs((each) => JSON.parse(JSON.stringify(each).replaceAll("search/sparql", "find/sparql"))),
  ),
  read("tdd-search-sparql-method-get", "queries cannot be got", (question) =>
    at("/search/sparql", "GET")(question) ? problem(405) : undefined,
  ),
  read("tdd-search-sparql-version", "it knows no aggregates", ({ path }) =>
    path.includes("COUNT") ? problem(400) : undefined,
  ),
  read(
    "tdd-search-sparql-resp-select-ask",
    "results are in a type of their own",
    fieldOf(at("/search/sparql"), "content-type", (value) =>
      value === "application/json" ? "application/sparql-results+json" : value,
    ),
  ),
  read(
    "tdd-search-sparql-resp-describe-construct",
    "graphs are called results",
    fieldOf(at("/search/sparql"), "content-type", () => "application/json"),
  ),
  read("tdd-search-sparql-error", "it takes updates", ({ path }) =>
    path.includes("INSERT") ? { status: 200, ...content({}, "application/json") } : undefined,
  ),
  read(
    "tdd-notification",
    "its notifications are elsewhere",
    describedAs((each) => JSON.parse(JSON.stringify(each).replaceAll("events/thing", "streams/thing"))),
  ),
  read("tdd-notification-sse", "its events are a list", (question) =>
    at("/events")(question) ? { status: 200, ...content([], "application/json") } : undefined,
  ),
  read("tdd-notification-sse", "its events are not at /events", (question) =>
    at("/events")(question) ? problem(404) : undefined,
  ),
]);
