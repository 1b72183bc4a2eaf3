import { directoryCheck } from "../../kinds/directory-check.js";
import { unclear } from "../../kinds/judged-answer.js";
import { ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const missedEventsComeAgain = directoryCheck({
  id: "tdd-notification-event-id",
  section: "exploration-directory-api-notification",
  level: "SHOULD",
  requirement: "Each event has an id, and who connects again with the last one gets what was missed.",
  procedure:
    "Listens at /events while it registers, replaces and deletes a Thing Description. Then asks again with the id of the first event as Last-Event-ID. Warns when an event has no id, or the later ones do not come again.",
  example: "The events have no id.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    const expected = "ids, and the missed events";
    return await ofNotifications(subject, directory, expected, "all", ({ messages }, { again }) => {
      if (messages.length < 2) return unclear("fewer than two events came");
      const bare = messages.find(({ id }) => id === undefined);
      if (bare !== undefined) return `${bare.event} has no id`;
      const missed = messages.slice(1).map(({ id }) => id);
      const missing = missed.filter((id) => again?.messages.every((message) => message.id !== id) ?? true);
      return missing.length === 0 || `${missing.length} of ${missed.length} missed events did not come again`;
    });
  },
});
