import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionsIn, listing } from "../../kinds/directory-listing.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const listingIsArray = directoryCheck({
  id: "tdd-things-list-resp",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement: "The listing comes with the status 200 and an array of Thing Descriptions.",
  procedure: "Sends GET to /things. Fails when a success has another status, or its body is no array of objects.",
  example: 'The listing is {"items":[]}.',
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "200 and an array of Thing Descriptions";
    return judgedSuccess(expected, await listing(subject, directory), (answer) => {
      if (answer.response.status !== 200) return summaryOf(answer);
      return descriptionsIn(answer.response) === undefined ? "the body is no array of objects" : true;
    });
  },
});
