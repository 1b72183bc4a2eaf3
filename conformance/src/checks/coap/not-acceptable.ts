import { coapCodeCheck } from "../../kinds/coap-code-check.js";
import { optionNumbers } from "../../wire/coap/coap-message.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

/** A Content-Format for experiments, which no server has. */
const nobodysFormat = 65_001;

export const foreignFormatIsRefused = coapCodeCheck({
  id: "coap/not-acceptable",
  area: "coap",
  specification: "rfc7252",
  section: "§5.10.4",
  level: "MUST",
  requirement: "A request that accepts nothing the server has is answered 4.06, or with another error.",
  procedure: `Reads a property with Accept ${nobodysFormat}, which no server has. Fails when that is a success.`,
  example: "The property is answered in JSON.",
  safety: "read",
  expected: "4.06 Not Acceptable",
  requestFor: ({ form }) => coapGet(form.href, uintOption(optionNumbers.accept, nobodysFormat)),
  isRight: (code) => code.startsWith("4.") || code.startsWith("5."),
});
