import { directoryCheck } from "../../kinds/directory-check.js";
import { listing } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";
import { headerOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const listingHasContentType = directoryCheck({
  id: "tdd-things-list-resp-content-type",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement: "A listing in JSON is sent as application/json or application/ld+json.",
  procedure: "Sends GET to /things. Fails when a body in JSON has another Content-Type.",
  example: "The listing comes with Content-Type: application/td+json.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "application/json or application/ld+json";
    return judgedSuccess(expected, await listing(subject, directory), ({ response }) => {
      if (!jsonBody(response).ok) return unclear("the body is not JSON");
      const contentType = headerOf(response, "content-type");
      const isRight = ["application/json", "application/ld+json"].includes(essenceOf(contentType) ?? "");
      return isRight || `Content-Type: ${contentType ?? "none"}`;
    });
  },
});
