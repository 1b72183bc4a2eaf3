import { askCompressed, compressionFault } from "../../kinds/alternate-representation.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";

export const directoryCompresses = directoryCheck({
  id: "tdd-http-representation-alternate-output",
  section: "exploration-directory-api-things",
  level: "MAY",
  requirement: "Another representation than the usual one is named as what it is.",
  procedure:
    "Lists the Thing Descriptions with Accept-Encoding: gzip. Warns when the body is in another coding than Content-Encoding says, or in one that was not asked for. A directory that does not compress claims nothing.",
  example: "The body is compressed, and there is no Content-Encoding.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const request = directory.request("things", "/things", { headers: [["Accept", "application/ld+json"]] });
    return judgedSuccess("gzip where it says so", await askCompressed(subject, request), compressionFault);
  },
});
