import { directoryCheck } from "../../kinds/directory-check.js";
import { retrieval } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";
import { headerOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const retrievalHasContentType = directoryCheck({
  id: "tdd-things-retrieve-resp-content-type",
  section: "exploration-directory-api-things-retrieval",
  level: "MUST",
  requirement: "A Thing Description in JSON is sent as application/json or application/td+json.",
  procedure: "Sends GET to /things/{id} for a listed id. Fails when a body in JSON has another Content-Type.",
  example: "A Thing Description comes with Content-Type: application/ld+json.",
  safety: "read",
  offers: ["things", "retrieveThing"],
  async judge(subject, directory) {
    const expected = "application/json or application/td+json";
    return judgedSuccess(expected, await retrieval(subject, directory), ({ response }) => {
      if (!jsonBody(response).ok) return unclear("the body is not JSON");
      const contentType = headerOf(response, "content-type");
      const isRight = ["application/json", "application/td+json"].includes(essenceOf(contentType) ?? "");
      return isRight || `Content-Type: ${contentType ?? "none"}`;
    });
  },
});
