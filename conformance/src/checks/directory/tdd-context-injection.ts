import { directoryCheck } from "../../kinds/directory-check.js";
import { listing } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclaimed } from "../../kinds/judged-answer.js";
import { registrationsIn } from "../../kinds/registration-info.js";

export const enrichedHasContext = directoryCheck({
  id: "tdd-context-injection",
  section: "exploration-directory-registration-info",
  level: "MUST",
  requirement: "A Thing Description that comes with registration information has the context of WoT Discovery.",
  procedure:
    "Lists the Thing Descriptions. Fails when one has registration and no https://www.w3.org/2022/wot/discovery in @context.",
  example: 'A listed Thing Description has registration, and @context is "https://www.w3.org/2022/wot/td/v1.1".',
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "the context in every Thing Description with registration";
    return judgedSuccess(expected, await listing(subject, directory), ({ response }) => {
      const enriched = registrationsIn(response);
      if (enriched.length === 0) return unclaimed("no Thing Description comes with registration");
      const bare = enriched.find(({ description }) => ![description["@context"]].flat().includes(discovery));
      return bare === undefined || `${String(bare.description.id)} is without it`;
    });
  },
});

const discovery = "https://www.w3.org/2022/wot/discovery";
