import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { eventsOf, isSilent, openStream, silence } from "../../kinds/notification-stream.js";
import { inconclusive } from "../../outcome.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const notificationsAreStream = directoryCheck({
  id: "tdd-notification-sse",
  section: "exploration-directory-api-notification",
  level: "MUST",
  requirement: "Notifications are Server-Sent Events at /events.",
  procedure:
    "Asks for the event stream at /events. Fails when it is answered with an error, another status than 200, or another Content-Type than text/event-stream.",
  example: "/events is answered with 200 and application/json.",
  safety: "read",
  concerns: (directory) => (eventsOf(directory).length > 0 ? true : "its description offers no notifications"),
  async judge(subject, directory) {
    const exchange = await openStream(subject, directory.request(eventsOf(directory)[0]!, "/events"));
    const expected = "200 and text/event-stream";
    if (isSilent(exchange)) return inconclusive(expected, silence, exchange);
    return judgedAnswer(expected, exchange, (answer) => {
      if (answer.response.status !== 200) return summaryOf(answer);
      const contentType = headerOf(answer.response, "content-type");
      return essenceOf(contentType) === "text/event-stream" || `Content-Type: ${contentType ?? "none"}`;
    });
  },
});
