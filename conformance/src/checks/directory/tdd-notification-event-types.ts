import { directoryCheck } from "../../kinds/directory-check.js";
import { unclear } from "../../kinds/judged-answer.js";
import { ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";
import { begunLate, eventTypes } from "../../kinds/notification-trial.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const lifeIsTold = directoryCheck({
  id: "tdd-notification-event-types",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement:
    "A directory tells of the life of a Thing Description by events of the types thing_created, thing_updated and thing_deleted.",
  procedure:
    "Listens at /events while it registers, replaces and deletes a Thing Description. Fails when the event of something that happened does not come.",
  example: "The events are called created, updated and deleted.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(
      subject,
      directory,
      eventTypes.join(", "),
      "all",
      ({ exchange, messages, isInTime }, { types }) => {
        if (exchange.response?.status !== 200) return unclear(summaryOf(exchange));
        if (types.length === 0) return unclear("nothing happened");
        const missing = types.filter((type) => !messages.some(({ event }) => event === type));
        const came = messages.map(({ event }) => event).join(", ");
        if (missing.length > 0 && !isInTime) return unclear(begunLate);
        return missing.length === 0 || `${missing.join(", ")} did not come; came: ${came === "" ? "nothing" : came}`;
      },
    );
  },
});
