import { parseThingDescription } from "@thingwright/td";
import { judgedAnswer, unclaimed } from "../../kinds/judged-answer.js";
import { servedCheck } from "../../kinds/retrieval-check.js";
import { descriptionRequest } from "../../run/open-target.js";
import { isSuccess } from "../../wire/http/http-exchange.js";

export const wellKnownIsAtItsPath = servedCheck({
  id: "introduction-well-known-path",
  area: "retrieval",
  specification: "discovery10",
  section: "introduction-well-known",
  level: "MUST",
  requirement: "A server that offers a description at a well-known address offers it at /.well-known/wot.",
  procedure:
    "Sends GET to /.well-known/wot, and to /.well-known/wot-thing-description, which was its name in drafts. Fails when there is a Thing Description at the latter alone.",
  example: "/.well-known/wot is answered with 404, and /.well-known/wot-thing-description with a Thing Description.",
  safety: "read",
  async judge(_exchange, { address }, subject) {
    const expected = "a Thing Description at /.well-known/wot";
    const ask = (path: string) => subject.http.ask(descriptionRequest(new URL(path, address).href));
    const [right, draft] = [await ask("/.well-known/wot"), await ask("/.well-known/wot-thing-description")];
    return judgedAnswer(
      expected,
      right,
      (answer) => {
        if (isSuccess(answer.response)) return true;
        const isInDraft = draft.response?.status === 200 && parseThingDescription(draft.response.body).ok;
        return isInDraft ? `it is at ${draft.request.url}` : unclaimed("there is none at a well-known address");
      },
      draft,
    );
  },
});
