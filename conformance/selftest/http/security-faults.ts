import { answering, httpFaults, property } from "./http-fault.js";

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
]);
