import { directoryCheck } from "../../kinds/directory-check.js";
import { unclear } from "../../kinds/judged-answer.js";
import { ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";
import { begunLate, eventTypes } from "../../kinds/notification-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const eventsAreFiltered = directoryCheck({
  id: "tdd-notification-filter-type",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement: "A client that asks for one type of event gets that type alone.",
  procedure:
    "Listens at /events/thing_deleted while it registers, replaces and deletes a Thing Description. Fails when that is answered with an error, the event does not come, or others do.",
  example: "/events/thing_deleted brings thing_created too.",
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(
      subject,
      directory,
      "thing_deleted alone",
      "deleted",
      ({ exchange, messages, isInTime }, { all, types }) => {
        if (all.messages.length === 0) return unclear("/events brought nothing");
        if (exchange.response !== undefined && !isSuccess(exchange.response)) return summaryOf(exchange);
        const other = messages.find(({ event }) => event !== "thing_deleted");
        if (other !== undefined && eventTypes.some((type) => type === other.event)) return `${other.event} came`;
        if (messages.length === 0 && !isInTime) return unclear(begunLate);
        return messages.length > 0 || !types.includes("thing_deleted") || "nothing came";
      },
    );
  },
});
