import { credentialsNeed } from "../../kinds/credentials-need.js";
import type { DirectoryApi } from "../../kinds/directory-api.js";
import { putNew, unusedId } from "../../kinds/directory-change.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { sampleDescription } from "../../kinds/registered-description.js";
import { unanswered } from "../../kinds/retrieval-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const readOnlyIsReadOnly = directoryCheck({
  id: "tdd-things-read-only-auth",
  section: "exploration-directory-api-things",
  level: "MUST",
  requirement: "A directory that anybody may read lets nobody change it without credentials.",
  procedure:
    "Where the listing wants no credentials, and registering wants some or is not offered, tries to register a Thing Description without. Fails when that is a success.",
  example: "PUT without credentials is answered with 201, though the description says that it wants some.",
  safety: "write",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "no success without credentials";
    const [reading, creation] = [directory.form("things")!, directory.form("createThing")];
    const need = (form: typeof creation) => form && credentialsNeed(subject.thing, form.security);
    if (need(reading) !== "none") return outcome("not-claimed", expected, "not everybody may read");
    if (creation !== undefined && need(creation) !== "some") {
      return outcome("not-claimed", expected, "registering is said to be open to everybody");
    }
    const unused = await unusedId({ subject, directory });
    if (typeof unused === "string") return inconclusive(expected, unused);
    const exchange = await putNew(
      { subject, directory: withoutCredentials(directory) },
      unused.id,
      sampleDescription(unused),
    );
    if (exchange.response === undefined) return unanswered(expected, exchange);
    const isTaken = isSuccess(exchange.response);
    return outcome(isTaken ? "violated" : "holds", expected, summaryOf(exchange), exchange);
  },
});

/** The same API, asked by a stranger; what is deleted again is deleted with credentials. */
const withoutCredentials = (directory: DirectoryApi): DirectoryApi => ({
  ...directory,
  request(affordance, path, parts) {
    const request = directory.request(affordance, path, parts);
    if (affordance === "deleteThing") return request;
    const { authentication: _, ...bare } = request;
    return bare;
  },
});
