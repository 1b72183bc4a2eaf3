import { holds, ofSuccess, unexercised, violated } from "../../kinds/form-answer.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { headerOf } from "../../wire/http/http-exchange.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const answerHasContentType = readFormCheck({
  id: "td-expectedResponse-contentType",
  area: "property",
  specification: "td11",
  section: "sec-response-usage",
  level: "MUST",
  requirement: "An answer has the content type of its Form, or that of the Form's response where it differs.",
  procedure:
    "Sends the request of every readproperty Form over HTTP. Fails when the answer has a body of another media type; parameters are not compared.",
  example: "The Form says application/json, and the answer has Content-Type: text/html.",
  safety: "read",
  judge({ form }, exchange) {
    return ofSuccess(exchange, (response) => {
      if (response.body.byteLength === 0) return unexercised("the body is empty");
      const contentType = headerOf(response, "content-type");
      const alternatives = form.additionalResponses.filter(({ success }) => success);
      const expected = [form.response, ...alternatives].map((each) => each.contentType);
      if (expected.map(essenceOf).includes(essenceOf(contentType))) return holds;
      return violated(`${contentType ?? "no Content-Type"} instead of ${expected.join(" or ")}`);
    });
  },
});
