import { askCompressed, compressionFault } from "../../kinds/alternate-representation.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { servedCheck } from "../../kinds/retrieval-check.js";

export const descriptionIsCompressed = servedCheck({
  id: "exploration-server-http-alternate-content",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MAY",
  requirement: "Another representation of a description than the usual one is named as what it is.",
  procedure:
    "Sends GET with Accept-Encoding: gzip to the address under test. Warns when the body is in another coding than Content-Encoding says, or in one that was not asked for. A server that does not compress claims nothing.",
  example: "The body is compressed, and there is no Content-Encoding.",
  safety: "read",
  async judge(_exchange, { exchange: { request } }, subject) {
    return judgedSuccess("gzip where it says so", await askCompressed(subject, request), compressionFault);
  },
});
