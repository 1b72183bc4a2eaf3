import { directoryCheck } from "../../kinds/directory-check.js";
import { ofMessage, ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const deletedHasIdAlone = directoryCheck({
  id: "tdd-notification-data-delete-diff",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement: "The event thing_deleted is the same with diff=true as without.",
  procedure:
    "Listens at /events and /events?diff=true while it registers, replaces and deletes a Thing Description. Fails when the data of thing_deleted has other members with diff=true. A directory that refuses diff claims nothing.",
  example: "With diff=true, thing_deleted brings the whole Thing Description.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(subject, directory, "the same members", "diff", (stream, { all }) =>
      ofMessage(stream, "thing_deleted", (full) =>
        ofMessage(all, "thing_deleted", (brief) => {
          const more = Object.keys(full).filter((name) => name !== "id" && !Object.hasOwn(brief, name));
          return more.length === 0 || `with diff also ${more.join(", ")}`;
        }),
      ),
    );
  },
});
