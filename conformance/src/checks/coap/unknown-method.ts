import { coapCodeCheck } from "../../kinds/coap-code-check.js";

export const unknownMethodIsRefused = coapCodeCheck({
  id: "coap/unknown-method",
  area: "coap",
  specification: "rfc7252",
  section: "§5.8",
  level: "MUST",
  requirement: "A request with a method code that is not known or not supported is answered 4.05.",
  procedure: "Sends a request with the code 0.31, which is no method, to a property. Fails on any other answer.",
  example: "The request is answered as a GET, or with 5.00.",
  safety: "read",
  expected: "4.05 Method Not Allowed",
  requestFor: ({ form }) => ({ code: "0.31", url: form.href, options: [] }),
  isRight: (code) => code === "4.05",
});
