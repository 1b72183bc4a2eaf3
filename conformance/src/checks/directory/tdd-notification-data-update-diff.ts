import { isObject } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { unclaimed } from "../../kinds/judged-answer.js";
import { mergePatched } from "../../kinds/merge-patch.js";
import { ofMessage, ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const updatedMayBePatch = directoryCheck({
  id: "tdd-notification-data-update-diff",
  section: "exploration-directory-api-notification",
  level: "MAY",
  requirement: "With diff=true, what thing_updated has beside the id is a JSON Merge Patch of what has changed.",
  procedure:
    "Listens at /events?diff=true while it registers, replaces and deletes a Thing Description. Warns when the data of thing_updated has more than the id, and does not make the new title of the old, nor takes away what the new one lacks. A directory that refuses diff, or brings the id alone, claims nothing.",
  example: "thing_updated has the old title.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(subject, directory, "a merge patch", "diff", (stream, { document, updated }) =>
      ofMessage(stream, "thing_updated", (data) => {
        if (Object.keys(data).filter((name) => name !== "id").length === 0) return unclaimed("the id comes alone");
        const made = mergePatched(document, data);
        const isRight = isObject(made) && made.title === updated.title && made.support === updated.support;
        return isRight || JSON.stringify(data).slice(0, 80);
      }),
    );
  },
});
