import { directoryCheck } from "../../kinds/directory-check.js";
import { unclaimed } from "../../kinds/judged-answer.js";
import { ofMessage, ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const createdMayBeWhole = directoryCheck({
  id: "tdd-notification-data-create-full",
  section: "exploration-directory-api-notification",
  level: "MAY",
  requirement: "With diff=true, what thing_created has beside the id is the whole Thing Description.",
  procedure:
    "Listens at /events?diff=true while it registers, replaces and deletes a Thing Description. Warns when the data of thing_created has more than the id, and lacks a member of what was registered. A directory that refuses diff, or brings the id alone, claims nothing.",
  example: "thing_created has the id and the title.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(subject, directory, "the whole Thing Description", "diff", (stream, { document }) =>
      ofMessage(stream, "thing_created", (data) => {
        if (Object.keys(data).length <= 1) return unclaimed("the id comes alone");
        const missing = Object.keys(document).filter((name) => !Object.hasOwn(data, name));
        return missing.length === 0 || `without ${missing.join(", ")}`;
      }),
    );
  },
});
