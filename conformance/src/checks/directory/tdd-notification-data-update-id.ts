import { directoryCheck } from "../../kinds/directory-check.js";
import { unclaimed } from "../../kinds/judged-answer.js";
import { ofMessage, ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const patchEventHasId = directoryCheck({
  id: "tdd-notification-data-update-id",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement: "A thing_updated with a JSON Merge Patch has the id of the Thing Description too.",
  procedure:
    "Listens at /events?diff=true while it registers, replaces and deletes a Thing Description. Fails when the data of thing_updated has no id. A directory that refuses diff claims nothing.",
  example: 'data of thing_updated is {"title":"Lamp"}.',
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(subject, directory, "the id", "diff", (stream, { id }) =>
      ofMessage(stream, "thing_updated", (data) => {
        if (Object.keys(data).every((name) => name === "id")) return unclaimed("there is no patch");
        return data.id === id || JSON.stringify(data).slice(0, 80);
      }),
    );
  },
});
