import { coapCodeCheck } from "../../kinds/coap-code-check.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

/** An option that nobody has registered; its number is odd, so it is critical (RFC 7252 §5.4.6, §12.2: for experiments). */
const unknownCritical = 65_001;

export const criticalOptionIsRefused = coapCodeCheck({
  id: "coap/critical-option",
  area: "coap",
  specification: "rfc7252",
  section: "§5.4.1",
  level: "MUST",
  requirement: "A Confirmable request with a critical option that is not known is answered 4.02.",
  procedure: `Reads a property with the option ${unknownCritical}, which nobody has registered. Fails on any other answer.`,
  example: "The property is answered as if the option were not there.",
  safety: "read",
  expected: "4.02 Bad Option",
  requestFor: ({ form }) => coapGet(form.href, uintOption(unknownCritical, 1)),
  isRight: (code) => code === "4.02",
});
