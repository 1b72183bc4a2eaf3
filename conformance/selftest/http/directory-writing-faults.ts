import { at, atMember, bodyOf, fieldOf, lacking, successOf, within, written } from "./directory-fault.js";
import { httpFaults } from "./http-fault.js";
import { content, problem } from "./json-answer.js";
import type { Description } from "./merge-patch.js";

const atCreation = at("/things", "POST");

/** The title of what the suite registers, once it has been replaced or patched. */
const isChanged = (document: Description): boolean => /and (updated|patched)$/.test(String(document.title));
const isPatched = (document: Description): boolean => /and patched$/.test(String(document.title));

export const directoryWritingFaults = httpFaults("directory", [
  written("tdd-things-create-known-td", "what is put is lost", {
    begin() {
      const put = new Set<string>();
      return ({ method, path }) => {
        if (method === "PUT") put.add(path);
        return method === "GET" && put.has(path) ? problem(404) : undefined;
      };
    },
  }),
  written("tdd-things-create-known-td", "what has an id is refused", within, {
    refuses: (document, isPerfectly) => isPerfectly || document.id !== undefined,
  }),
  ...[200, 204].map((status) =>
    written(
      "tdd-things-create-known-td-resp",
      `what is put anew is answered ${status}`,
      successOf(atMember("PUT"), (answer) => (answer.status === 201 ? { status } : answer)),
    ),
  ),
  written("tdd-things-create-known-contenttype", "what is put may be no Thing Description", (question) =>
    atMember("PUT")(question) ? problem(415) : undefined,
  ),
  written("tdd-things-create-anonymous-td", "nothing can be posted", (question) =>
    atCreation(question) ? problem(405) : undefined,
  ),
  written(
    "tdd-things-create-anonymous-td",
    "the Location leads to another",
    fieldOf(atCreation, "location", (value) => value.replace(/[^/]+$/, encodeURIComponent("urn:example:lamp"))),
  ),
  written(
    "tdd-things-create-anonymous-td-resp",
    "what is posted has no Location",
    fieldOf(atCreation, "location", () => undefined),
  ),
  written(
    "tdd-things-create-anonymous-td-resp",
    "what is posted is answered 200",
    successOf(atCreation, (answer) => ({ ...answer, status: 200 })),
  ),
  written("tdd-things-create-anonymous-contenttype", "what is posted may be no Thing Description", (question) =>
    atCreation(question) ? problem(415) : undefined,
  ),
  written(
    "tdd-things-create-anonymous-id",
    "what was posted has no id",
    bodyOf<Description>(atMember("GET"), (each, { path }) => (path.includes("anonymous") ? lacking(each, "id") : each)),
    { names: () => "urn:example:anonymous" },
  ),
  written("tdd-anonymous-td-local-uuid", "what is posted is counted", within, {
    names: (id) => `urn:example:${Number.parseInt(id.slice(-8), 16)}`,
  }),
  written("tdd-things-create-known-vs-anonymous", "what is posted gets a new id in any case", within, {
    takesKnown: true,
  }),
  written("tdd-things-update", "what is put stays as it was", within, {
    stores: (next, old) => (old === undefined || isPatched(next) ? next : { ...old, registration: next.registration }),
  }),
  written("tdd-things-update", "what is put is merged", within, {
    stores: (next, old) => (old === undefined || isPatched(next) ? next : { ...old, ...next }),
  }),
  ...[200, 201].map((status) =>
    written(
      "tdd-things-update-resp",
      `what is put over another is answered ${status}`,
      successOf(atMember("PUT"), (answer) => (answer.status === 204 ? { status } : answer)),
    ),
  ),
  written(
    "tdd-things-update-contenttype",
    "what is put over another may be no Thing Description",
    (question, perfect) => (atMember("PUT")(question) && perfect.status === 204 ? problem(415) : undefined),
  ),
  written("tdd-things-update-partial", "a patch changes nothing", within, {
    stores: (next, old) => (old !== undefined && isPatched(next) ? old : next),
  }),
  written("tdd-things-update-partial", "a patch is answered 405", (question) =>
    atMember("PATCH")(question) ? problem(405) : undefined,
  ),
  written("tdd-things-update-partial-mergepatch", "a patch cannot take away", within, {
    stores: (next, old) => (isPatched(next) ? { ...next, description: old?.description } : next),
  }),
  written("tdd-things-update-partial-mergepatch", "a patch replaces all", within, {
    stores: (next) => (isPatched(next) ? (lacking(next, "properties") as Description) : next),
  }),
  written("tdd-things-update-partial-contenttype", "a patch may be no merge patch", (question) =>
    atMember("PATCH")(question) ? problem(415) : undefined,
  ),
  written("tdd-things-update-partial-partialtd", "a patch may be an array", within, { takesArrays: true }),
  written(
    "tdd-things-update-partial-resp",
    "a patch is answered 200",
    successOf(atMember("PATCH"), () => ({ status: 200, ...content({}, "application/json") })),
  ),
  written("tdd-things-delete", "what is deleted stays", within, { keeps: (id) => id.startsWith("urn:uuid:") }),
  written("tdd-things-delete", "nothing can be deleted", (question) =>
    atMember("DELETE")(question) ? problem(409) : undefined,
  ),
  written(
    "tdd-things-delete-resp",
    "what is deleted is answered 200",
    successOf(atMember("DELETE"), () => ({ status: 200 })),
  ),
  written("tdd-validation-syntactic", "it takes everything", within, { refuses: () => false }),
  written("tdd-validation-jsonschema", "it only counts members", within, {
    refuses: (document) => document.title === undefined,
  }),
  written("tdd-validation-result", "a refusal says nothing", (question, perfect) =>
    atMember("PUT")(question) && perfect.status === 400 ? { status: 400 } : undefined,
  ),
  written("tdd-validation-result", "a refusal says no more than that it is one", (question, perfect) =>
    atMember("PUT")(question) && perfect.status === 400 ? problem(400) : undefined,
  ),
  written("tdd-validation-response", "a refusal is a sentence", (question, perfect) =>
    atMember("PUT")(question) && perfect.status === 400
      ? problem(400, {}, { detail: "title and security are missing" })
      : undefined,
  ),
  written("tdd-validation-response", "a refusal is a page", (question, perfect) =>
    atMember("PUT")(question) && perfect.status === 400
      ? { status: 400, headers: { "content-type": "text/html" }, body: "<p>title and security are missing" }
      : undefined,
  ),
  written("tdd-validation-response", "its errors are texts", (question, perfect) =>
    atMember("PUT")(question) && perfect.status === 400
      ? problem(400, {}, { detail: "no", validationErrors: ["title is missing"] })
      : undefined,
  ),
  written("tdd-validation-response-utf-8", "a refusal is in another charset", (question, perfect) =>
    atMember("PUT")(question) && perfect.status === 400
      ? { ...perfect, headers: { "content-type": "application/problem+json; charset=iso-8859-1" } }
      : undefined,
  ),
  written("tdd-registrationinfo-vocab-expires", "it expires when the client says", within, {
    stores: (next) => withRegistration(next, ({ expires }) => expires && { expires: "2020-01-01T00:00:00Z" }),
  }),
  written("tdd-registrationinfo-vocab-ttl", "it takes seconds for minutes", within, {
    stores: (next) =>
      withRegistration(
        next,
        ({ ttl }) => ttl && { expires: new Date(Date.now() + Number(ttl) * 60_000).toISOString() },
      ),
  }),
  written("tdd-registrationinfo-vocab-created", "what is changed is created again", within, {
    stores: (next, old) =>
      withRegistration(next, () => old && { created: new Date(Date.now() + 60_000).toISOString() }),
  }),
  written("tdd-registrationinfo-vocab-modified", "what is changed was changed long ago", within, {
    stores: (next) => (isChanged(next) ? withRegistration(next, () => ({ modified: "2020-01-01T00:00:00Z" })) : next),
  }),
  written("tdd-things-read-only-auth", "who has no password may write", within, { isOpen: true }),
  written("tdd-search-sparql-method-post", "queries cannot be posted", (question) =>
    at("/search/sparql", "POST")(question) ? problem(405) : undefined,
  ),
  ...["created", "updated", "deleted"].map((name) =>
    written("tdd-notification-event-types", `it does not tell what is ${name}`, within, {
      sends: (text, { type }, { path }) => (type === `thing_${name}` && path === "/events" ? undefined : text),
    }),
  ),
  written("tdd-notification-event-types", "its events are called otherwise", within, {
    sends: (text, _event, { path }) => (path === "/events" ? text.replace("event: thing_", "event: ") : text),
  }),
  written("tdd-notification-filter-type", "it tells everything to everybody", within, { filters: () => undefined }),
  written("tdd-notification-filter-type", "it has no stream for one type", (question) =>
    at("/events/thing_deleted")(question) ? problem(404) : undefined,
  ),
  written("tdd-notification-data", "data is no JSON", within, {
    sends: (text, { brief }, { path }) =>
      path === "/events" ? text.replace(/data: .*/, `data: ${String(brief.id)}`) : text,
  }),
  written("tdd-notification-data-td-id", "data has no id", within, {
    sends: (text, _event, { path }) => (path === "/events" ? text.replace(/data: .*/, "data: {}") : text),
  }),
  written("tdd-notification-data-create-full", "what is created comes in part", within, {
    sends: (text, { type, brief }) =>
      type === "thing_created" && text.includes("title")
        ? text.replace(/data: .*/, `data: ${JSON.stringify({ ...brief, title: "Thing" })}`)
        : text,
  }),
  written("tdd-notification-data-update-diff", "what is changed comes as it was", within, {
    sends: (text, { type, brief }) =>
      type === "thing_updated" && text.includes("title")
        ? text.replace(/data: .*/, `data: ${JSON.stringify({ ...brief, title: "Thing" })}`)
        : text,
  }),
  written("tdd-notification-data-update-id", "what is changed is not named", within, {
    sends: (text, { type, full }) =>
      type === "thing_updated" && text.includes("title")
        ? text.replace(/data: .*/, `data: ${JSON.stringify(lacking(full, "id"))}`)
        : text,
  }),
  written("tdd-notification-data-delete-diff", "what is deleted comes whole", within, {
    sends: (text, { type, brief }, { path }) =>
      type === "thing_deleted" && path.includes("diff")
        ? text.replace(/data: .*/, `data: ${JSON.stringify({ ...brief, title: "Thing" })}`)
        : text,
  }),
  written("tdd-notification-event-id", "its events have no ids", within, {
    sends: (text) => text.replace(/id: \d+\n/, ""),
  }),
  written("tdd-notification-event-id", "what was missed does not come again", within, { forgets: true }),
]);

/** The description with these members of its registration otherwise, if there are some. */
function withRegistration(document: Description, change: (old: Description) => unknown): Description {
  const registration = Object(document.registration) as Description;
  return { ...document, registration: { ...registration, ...Object(change(registration) ?? {}) } };
}
