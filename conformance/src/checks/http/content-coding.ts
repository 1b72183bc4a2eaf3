import { holds, ofSuccess, unexercised, violated } from "../../kinds/form-answer.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { decodedBody } from "../../wire/http/decoded-body.js";
import { headerOf } from "../../wire/http/http-exchange.js";

export const contentIsInItsCoding = readFormCheck({
  id: "http/content-coding",
  area: "http",
  specification: "rfc9110",
  section: "§8.4",
  level: "MUST",
  requirement: "Content is in the codings that Content-Encoding lists.",
  procedure:
    "Sends the request of every readproperty Form over HTTP, with Accept-Encoding where the Form has a contentCoding. Fails when the body of an answer with Content-Encoding cannot be read by gzip, deflate or br, whichever it names. Other codings, and answers without one, are not judged.",
  example: "Content-Encoding is gzip, and the body is plain JSON.",
  safety: "read",
  judge(_form, exchange) {
    return ofSuccess(exchange, (response) => {
      const coding = headerOf(response, "content-encoding");
      if (coding === undefined) return unexercised("there is no Content-Encoding");
      const decoded = decodedBody(response);
      if (decoded.kind === "content") return holds;
      return decoded.kind === "malformed" ? violated(decoded.why) : unexercised(decoded.why);
    });
  },
});
