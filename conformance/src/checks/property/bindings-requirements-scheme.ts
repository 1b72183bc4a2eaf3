import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const formSpeaksItsScheme = readFormCheck({
  id: "bindings-requirements-scheme",
  area: "property",
  specification: "td11",
  section: "protocol-bindings",
  level: "MUST",
  requirement: "A Form is served by the protocol that the scheme of its href names.",
  procedure: "Sends GET to every readproperty Form of http and https. Fails when what comes back is not HTTP.",
  example: 'What listens at an http: href says "220 lamp ready".',
  safety: "read",
  judge(_form, exchange) {
    if (exchange.response !== undefined) return holds;
    return exchange.problem.kind === "not-http" ? violated(exchange.problem.message) : unexercised(summaryOf(exchange));
  },
});
