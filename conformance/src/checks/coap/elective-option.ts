import { coapCodeCheck } from "../../kinds/coap-code-check.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

/** An option that nobody has registered; its number is even, so it is elective. */
const unknownElective = 65_000;

export const electiveOptionIsIgnored = coapCodeCheck({
  id: "coap/elective-option",
  area: "coap",
  specification: "rfc7252",
  section: "§5.4.1",
  level: "MUST",
  requirement: "An elective option that is not known is ignored.",
  procedure: `Reads a property with the option ${unknownElective}, which nobody has registered. Fails when that is no success.`,
  example: "The request is refused with 4.02.",
  safety: "read",
  expected: "a success",
  requestFor: ({ form }) => coapGet(form.href, uintOption(unknownElective, 1)),
  isRight: (code) => code.startsWith("2."),
});
