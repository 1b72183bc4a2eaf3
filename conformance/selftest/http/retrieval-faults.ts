import { answering, httpFaults, isDescription, type Spoil, withFields, without } from "./http-fault.js";
import { perfectPath } from "./perfect-thing.js";
import type { Answer, Question } from "./scripted-thing.js";

/** A fault in what HEAD brings of the description. */
function heading(change: (perfect: Answer) => Answer): Spoil {
  return (question, perfect) => (isDescription(question) && question.method === "HEAD" ? change(perfect) : undefined);
}

export const retrievalFaults = httpFaults("retrieval", [
  {
    caughtBy: "exploration-secboot-401",
    what: "it wants credentials and does not say which",
    spoil: (question) => (isDescription(question) ? { status: 401 } : undefined),
  },
  {
    caughtBy: "exploration-server-http-head",
    what: "it refuses HEAD",
    spoil: (question) =>
      isDescription(question) && question.method === "HEAD" ? { status: 405, headers: { allow: "GET" } } : undefined,
  },
  {
    caughtBy: "exploration-server-http-head",
    what: "HEAD has a content type of its own",
    spoil: (question, perfect) =>
      isDescription(question) && question.method === "HEAD"
        ? { ...perfect, headers: { ...perfect.headers, "content-type": "text/plain" } }
        : undefined,
  },
  {
    caughtBy: "exploration-server-http-resp-content-type",
    what: "its description is sent as text",
    spoil: answering(perfectPath, (answer) => ({
      ...answer,
      headers: { ...answer.headers, "content-type": "text/plain" },
    })),
  },
  {
    caughtBy: "exploration-server-http-resp",
    what: "its description comes with 203",
    spoil: answering(perfectPath, (answer) => ({ ...answer, status: 203 })),
  },
  {
    caughtBy: "introduction-direct-thing-description",
    what: "there is nothing at its address",
    spoil: (question) => (isDescription(question) ? { status: 404 } : undefined),
  },
  {
    caughtBy: "introduction-well-known-thing-description",
    what: "its well-known description is another document",
    spoil: answering("/.well-known/wot", (answer) => ({
      status: 200,
      headers: without(answer.headers, "content-length"),
      body: '{"name":"lamp"}',
    })),
  },
  ...[404, 500, 501].map((status) => ({
    caughtBy: "exploration-server-http-head",
    what: `it answers ${status} to HEAD`,
    spoil: heading(() => ({ status })),
  })),
  {
    caughtBy: "exploration-server-http-head",
    what: "HEAD has a length of its own",
    spoil: heading((perfect) => ({ ...perfect, headers: { ...perfect.headers, "content-length": "2" } })),
  },
  {
    caughtBy: "exploration-server-http-head",
    what: "HEAD has no content type",
    spoil: heading((perfect) => ({ ...perfect, headers: without(perfect.headers, "content-type") })),
  },
  {
    caughtBy: "exploration-server-http-head",
    what: "HEAD has an entity tag of its own",
    spoil: heading((perfect) => ({ ...perfect, headers: { ...perfect.headers, etag: '"other"' } })),
  },
  ...["Negotiate", "LampAuth key=1", "basically"].map((challenge) => ({
    caughtBy: "exploration-secboot-401",
    what: `it wants credentials by ${challenge}`,
    spoil: (question: Question) =>
      isDescription(question) ? { status: 401, headers: { "www-authenticate": challenge } } : undefined,
  })),
  ...["application/xml", "text/html", "application/octet-stream"].map((type) => ({
    caughtBy: "exploration-server-http-resp-content-type",
    what: `its description is sent as ${type}`,
    spoil: withFields(perfectPath, { "content-type": type }),
  })),
  {
    caughtBy: "exploration-server-http-resp-content-type",
    what: "its description has no content type",
    spoil: answering(perfectPath, (answer) => ({ ...answer, headers: without(answer.headers, "content-type") })),
  },
  ...[201, 202, 206].map((status) => ({
    caughtBy: "exploration-server-http-resp",
    what: `its description comes with ${status}`,
    spoil: answering(perfectPath, (answer) => ({ ...answer, status })),
  })),
  ...[400, 405, 406, 410, 500, 501].map((status) => ({
    caughtBy: "introduction-direct-thing-description",
    what: `its address answers ${status}`,
    spoil: (question: Question) => (isDescription(question) ? { status } : undefined),
  })),
  {
    caughtBy: "introduction-well-known-thing-description",
    what: "its well-known description is cut",
    spoil: answering("/.well-known/wot", (answer) => ({
      ...answer,
      headers: without(answer.headers, "content-length"),
      body: String(answer.body).slice(0, 100),
    })),
  },
  {
    caughtBy: "introduction-well-known-thing-description",
    what: "its well-known description is a list of addresses",
    spoil: answering("/.well-known/wot", (answer) => ({
      ...answer,
      headers: without(answer.headers, "content-length"),
      body: '["/lamp"]',
    })),
  },
]);
