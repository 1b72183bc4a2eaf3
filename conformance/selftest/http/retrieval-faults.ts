import { directoryPath } from "./directory-description.js";
import { at, bodyOf, lacking } from "./directory-fault.js";
import { answering, httpFaults, isDescription, type Spoil, withFields, without } from "./http-fault.js";
import { directoryScript } from "./perfect-directory.js";
import { linkPath, linkScript } from "./perfect-link.js";
import { perfectPath, perfectScript } from "./perfect-thing.js";
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
  ...[400, 406, 410, 500].map((status) => ({
    caughtBy: "introduction-direct-thing-description",
    what: `its address answers ${status}`,
    spoil: (question: Question) => (isDescription(question) ? { status } : undefined),
  })),
  ...[405, 501].map((status) => ({
    caughtBy: "exploration-server-http-method",
    what: `its description is no GET, but ${status}`,
    spoil: (question: Question) => (isDescription(question) ? { status } : undefined),
  })),
  {
    caughtBy: "exploration-server-http-resp-json",
    what: "its description is a page",
    spoil: (question: Question) =>
      isDescription(question) && question.method === "GET" && question.headers.accept === undefined
        ? { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Lamp" }
        : undefined,
  },
  {
    caughtBy: "exploration-server-http-resp-json",
    what: "its description has no context",
    spoil: (question: Question, perfect: Answer) =>
      isDescription(question) && question.method === "GET" && question.headers.accept === undefined
        ? { ...perfect, headers: without(perfect.headers, "content-length"), body: '{"title":"Lamp"}' }
        : undefined,
  },
  {
    caughtBy: "exploration-server-http-alternate-content",
    what: "its description is compressed otherwise than it says",
    spoil: (question: Question, perfect: Answer) =>
      isDescription(question) && question.headers["accept-encoding"] !== undefined
        ? { ...perfect, headers: { ...perfect.headers, "content-encoding": "gzip" } }
        : undefined,
  },
  {
    caughtBy: "introduction-well-known-path",
    what: "its well-known description is where drafts had it",
    spoil: (question: Question, _perfect: Answer, origin: string) => {
      if (question.path === "/.well-known/wot") return { status: 404 };
      if (question.path !== "/.well-known/wot-thing-description") return undefined;
      return perfectScript(false)({ ...question, path: perfectPath }, origin);
    },
  },
  {
    caughtBy: "exploration-directory-description-type",
    what: "it is a directory and does not say so",
    script: () => directoryScript(),
    path: directoryPath,
    spoil: bodyOf<object>(at(directoryPath), (each) => lacking(each, "@type")),
  },
  ...["wot.thing", "wot"].map((type) => ({
    caughtBy: "introduction-core-rd-resource-type-directory",
    what: `a link to the description of a directory has the type ${type}`,
    script: () => directoryScript(),
    path: directoryPath,
    spoil: (question: Question, perfect: Answer) =>
      at("/.well-known/core")(question)
        ? { ...perfect, body: String(perfect.body).replace("wot.directory", type) }
        : undefined,
  })),
  {
    caughtBy: "exploration-link-description-type",
    what: "it stands for another and does not say so",
    script: () => linkScript,
    path: linkPath,
    spoil: bodyOf<object>(at(linkPath), (each) => lacking(each, "@type")),
  },
  {
    caughtBy: "exploration-link-description-link",
    what: "it stands for nothing",
    script: () => linkScript,
    path: linkPath,
    spoil: bodyOf<object>(at(linkPath), (each) => lacking(each, "links")),
  },
  {
    caughtBy: "exploration-link-description-link",
    what: "it stands for something without a type",
    script: () => linkScript,
    path: linkPath,
    spoil: bodyOf<{ readonly links: readonly object[] }>(at(linkPath), ({ links, ...rest }) => ({
      ...rest,
      links: links.map((link) => lacking(link, "type")),
    })),
  },
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
