import { answering, httpFaults, property, withCredentials, without } from "./http-fault.js";
import type { Question } from "./scripted-thing.js";

export const securityFaults = httpFaults("security", [
  {
    caughtBy: "td-security-binding",
    what: "it wants credentials that its description does not name",
    spoil: answering(property("brightness"), () => ({ status: 401, headers: { "www-authenticate": "Basic" } })),
  },
  {
    caughtBy: "td-security-no-extras",
    what: "it names credentials that it does not want",
    spoil: (question, perfect) =>
      question.path === property("pin") && perfect.status === 401
        ? { status: 200, headers: { "content-type": "application/json" }, body: '"1234"' }
        : undefined,
  },
  {
    caughtBy: "td-security-binding",
    what: "it asks for a proxy's credentials that its description does not name",
    spoil: answering(property("mode"), () => ({ status: 407, headers: { "proxy-authenticate": "Basic" } })),
  },
  ...[401, 403].map((status) => ({
    caughtBy: "bindings-server-accept",
    what: `it answers ${status} to the right credentials`,
    options: withCredentials,
    spoil: ({ path, headers }: Question) =>
      path === property("pin") && headers.authorization !== undefined
        ? { status, headers: { "www-authenticate": "Basic" } }
        : undefined,
  })),
  {
    caughtBy: "td-security-no-extras",
    what: "it takes the right credentials, and none",
    options: withCredentials,
    spoil: (question, perfect) =>
      question.path === property("pin") && perfect.status === 401
        ? { status: 200, headers: { "content-type": "application/json" }, body: '"1234"' }
        : undefined,
  },
  {
    caughtBy: "server-data-schema",
    what: "a value behind a lock is no text",
    options: withCredentials,
    spoil: (question, perfect) =>
      question.path === property("pin") && perfect.status === 200
        ? { ...perfect, headers: without(perfect.headers, "content-length"), body: "1234" }
        : undefined,
  },
]);
