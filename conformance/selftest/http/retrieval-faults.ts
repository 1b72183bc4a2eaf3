import { answering, httpFaults, isDescription, without } from "./http-fault.js";
import { perfectPath } from "./perfect-thing.js";

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
]);
