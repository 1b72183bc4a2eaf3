import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { eventsOf, isSilent, openStream, silence } from "../../kinds/notification-stream.js";
import { inconclusive } from "../../outcome.js";
import { type HttpExchange, summaryOf } from "../../wire/http/http-exchange.js";

export const notificationsAreThere = directoryCheck({
  id: "tdd-notification",
  section: "exploration-directory-api-notification",
  level: "MAY",
  requirement: "Notifications that the description offers are there.",
  procedure:
    "Asks at the address of each Form of thingCreated, thingUpdated and thingDeleted. Warns when one is answered with 404, 405 or 501.",
  example: "The Form of thingCreated leads to 404.",
  safety: "read",
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    const exchanges = await Promise.all(
      eventsOf(directory).map((affordance) => {
        const url = directory.form(affordance)!.href.replace(/\{[^}]*\}/g, "");
        return openStream(subject, { ...directory.request(affordance, ""), url });
      }),
    );
    const isAbsent = ({ response }: HttpExchange) =>
      response !== undefined && [404, 405, 501].includes(response.status);
    const absent = exchanges.find(isAbsent);
    const expected = "a stream at each address";
    if (absent === undefined && exchanges.every(isSilent)) return inconclusive(expected, silence, ...exchanges);
    const telling = absent ?? exchanges.find((exchange) => !isSilent(exchange))!;
    return judgedAnswer(expected, telling, (answer) =>
      absent === undefined ? true : `${answer.request.url}: ${summaryOf(answer)}`,
    );
  },
});
