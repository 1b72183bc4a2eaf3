import { coapCodeCheck } from "../../kinds/coap-code-check.js";
import { coapGet } from "../../wire/coap/coap-request.js";

export const unknownResourceIsNotFound = coapCodeCheck({
  id: "coap/not-found",
  area: "coap",
  specification: "rfc7252",
  section: "§5.8.1",
  level: "SHOULD",
  requirement: "A request for what is not there is answered 4.04.",
  procedure: "Sends GET to an address beside a property where nothing is. Warns when the answer is another.",
  example: "An address where no affordance is is answered with 5.00.",
  safety: "read",
  expected: "4.04 Not Found",
  requestFor: ({ form }) => coapGet(`${form.href.replace(/\/?(?:\?.*)?$/, "")}-thingwright-absent`),
  isRight: (code) => code === "4.04",
});
