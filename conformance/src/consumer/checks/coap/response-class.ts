import { holds, violated } from "../../../kinds/form-answer.js";
import { consumerCheck, type Exercise } from "../../kinds/consumer-check.js";
import { ofReply } from "../../kinds/requests.js";
import { coapJson } from "../../probe-thing/coap-answer.js";
import { coapTrial } from "../../trials/coap-level.js";

/** A level that is answered with this code. The payload fits, so that the code alone decides. */
function failing(operation: "readproperty" | "writeproperty", code: string): Exercise {
  const name = `coap-${operation === "readproperty" ? "read" : "write"}-${code.replace(".", "")}`;
  return {
    trial: coapTrial(name, operation, (question) => [coapJson(question, code, 7)]),
    judge: (record) =>
      ofReply(record, operation, ({ kind }) =>
        kind === "failed" ? holds : violated(`${code} is told as a success of ${operation}`),
      ),
  };
}

export const responseClassIsUnderstood = consumerCheck({
  id: "coap/response-class",
  area: "coap",
  specification: "rfc7252",
  section: "§5.2",
  level: "MUST",
  requirement: "A client takes codes of the classes 4 and 5 as errors, also those that it does not know.",
  procedure:
    "Answers reads over CoAP with 4.04, 5.00, and with 4.30 and 5.30, which nobody knows, and writes with 4.05 and 4.15. Fails when the client tells its user of a success.",
  example: "A write is answered with 4.05, and the client tells its user that it was written.",
  exercises: [
    ...["4.04", "4.30", "5.00", "5.30"].map((code) => failing("readproperty", code)),
    ...["4.05", "4.15"].map((code) => failing("writeproperty", code)),
  ],
});
