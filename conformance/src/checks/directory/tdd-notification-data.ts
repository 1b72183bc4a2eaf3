import { directoryCheck } from "../../kinds/directory-check.js";
import { valueIn } from "../../kinds/event-message.js";
import { unclear } from "../../kinds/judged-answer.js";
import { ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const eventDataIsJson = directoryCheck({
  id: "tdd-notification-data",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement: "The data of an event is JSON.",
  procedure:
    "Listens at /events while it registers, replaces and deletes a Thing Description. Fails when the data of an event is not JSON.",
  example: "data is urn:example:lamp.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(subject, directory, "JSON", "all", ({ messages }) => {
      if (messages.length === 0) return unclear("nothing came");
      const odd = messages.find((message) => valueIn(message) === undefined);
      return odd === undefined || `the data of ${odd.event} is ${odd.data.slice(0, 80)}`;
    });
  },
});
