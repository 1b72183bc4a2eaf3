import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn } from "../../kinds/directory-listing.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { headerOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";

export const directorySpeaksJson = directoryCheck({
  id: "tdd-things-default-representation",
  section: "exploration-directory-api-things",
  level: "MUST",
  requirement: "What a directory gives out is JSON-LD in JSON, unless something else was asked for.",
  procedure:
    "Lists the Thing Descriptions without an Accept field. Fails when the body is not JSON, or a Thing Description in it has no @context.",
  example: "Without Accept the listing comes as Turtle.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "JSON-LD in JSON";
    const exchange = await subject.http.ask(directory.request("things", "/things"));
    return judgedSuccess(expected, exchange, ({ response }) => {
      const body = jsonBody(response);
      if (!body.ok) return `${body.why}; Content-Type: ${headerOf(response, "content-type") ?? "none"}`;
      const bare = (descriptionsIn(response) ?? []).find((each) => each["@context"] === undefined);
      return bare === undefined || `${String(bare.id)} has no @context`;
    });
  },
});
