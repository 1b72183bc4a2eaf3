import { isObject } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { valueIn } from "../../kinds/event-message.js";
import { unclear } from "../../kinds/judged-answer.js";
import { ofNotifications } from "../../kinds/notification-finding.js";
import { eventsOf } from "../../kinds/notification-stream.js";

export const eventDataHasId = directoryCheck({
  id: "tdd-notification-data-td-id",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement: "The data of an event has the id of the Thing Description.",
  procedure:
    "Listens at /events while it registers, replaces and deletes a Thing Description. Fails when the data of an event is JSON, and no object with that id.",
  example: 'data is {"title":"Lamp"}.',
  safety: "write",
  offers: ["createThing"],
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    return await ofNotifications(subject, directory, "the id", "all", ({ messages }, { id }) => {
      const values = messages.flatMap((message) => valueIn(message) ?? []);
      if (values.length === 0) return unclear("no data in JSON came");
      const odd = values.find(({ value }) => !isObject(value) || value.id !== id);
      return odd === undefined || JSON.stringify(odd.value).slice(0, 80);
    });
  },
});
