import { httpFaults, without } from "./http-fault.js";
import { perfectPath, perfectScript } from "./perfect-thing.js";
import type { Answer, Question } from "./scripted-thing.js";

export const httpFaultsOfAll = httpFaults("http", [
  {
    caughtBy: "http/allow-in-405",
    what: "it refuses a method and does not say what it has",
    spoil: (_question, perfect) =>
      perfect.status === 405 ? { ...perfect, headers: without(perfect.headers, "allow") } : undefined,
  },
  {
    caughtBy: "http/etag-revalidation",
    what: "it sends its description again to who has it",
    spoil: (question, perfect, origin) =>
      perfect.status === 304
        ? (perfectScript(false)(
            { ...question, headers: { ...question.headers, "if-none-match": "" } },
            origin,
          ) as Answer)
        : undefined,
  },
  {
    caughtBy: "http/method-not-allowed",
    what: "it calls a foreign method a bad request",
    spoil: (_question, perfect) => (perfect.status === 405 ? { ...perfect, status: 400 } : undefined),
  },
  {
    caughtBy: "http/not-acceptable",
    what: "it ignores Accept",
    spoil: (question, perfect, origin) =>
      perfect.status === 406
        ? (perfectScript(false)({ ...question, headers: { ...question.headers, accept: "*/*" } }, origin) as Answer)
        : undefined,
  },
  {
    caughtBy: "http/unknown-affordance",
    what: "it has an answer to everything",
    spoil: (question, perfect) =>
      question.path.startsWith(perfectPath) && perfect.status === 404
        ? { status: 200, headers: { "content-type": "application/json" }, body: "null" }
        : undefined,
  },
  ...[404, 409, 500].map((status) => ({
    caughtBy: "http/method-not-allowed",
    what: `it answers ${status} to a foreign method`,
    spoil: (_question: Question, perfect: Answer) => (perfect.status === 405 ? { ...perfect, status } : undefined),
  })),
  ...[200, 204, 400, 405, 500].map((status) => ({
    caughtBy: "http/unknown-affordance",
    what: `it answers ${status} where nothing is`,
    spoil: ({ path, method }: Question, perfect: Answer) =>
      path.startsWith(perfectPath) && method === "GET" && perfect.status === 404
        ? { status, headers: { allow: "PUT" } }
        : undefined,
  })),
]);
