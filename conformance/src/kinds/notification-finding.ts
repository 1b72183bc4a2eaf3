import { inconclusive, type Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import { isObject } from "./action-status.js";
import type { DirectoryApi } from "./directory-api.js";
import { type EventMessage, valueIn } from "./event-message.js";
import { type AnswerFinding, judgedAnswer, unclaimed, unclear } from "./judged-answer.js";
import { type NotificationStream, type Notifications, notificationTrial } from "./notification-trial.js";

/** The Outcome of one of the streams, of those that came into being. */
export async function ofNotifications(
  subject: ThingSubject,
  directory: DirectoryApi,
  expected: string,
  which: "all" | "deleted" | "diff",
  judge: (stream: NotificationStream, notifications: Notifications) => AnswerFinding,
): Promise<Outcome> {
  const notifications = await notificationTrial(subject, directory);
  if (typeof notifications === "string") return inconclusive(expected, notifications);
  const { [which]: stream } = notifications;
  return judgedAnswer(expected, stream.exchange, (answer) => {
    if (which === "diff" && !isSuccess(answer.response)) return unclaimed(`diff is answered with ${summaryOf(answer)}`);
    return judge(stream, notifications);
  });
}

/** The first message of this type, judged; without one the stream shows nothing. */
export function ofMessage(
  { messages }: NotificationStream,
  type: EventMessage["event"],
  judge: (data: Readonly<Record<string, unknown>>) => AnswerFinding,
): AnswerFinding {
  const message = messages.find(({ event }) => event === type);
  if (message === undefined) return unclear(`there was no ${type}`);
  const data = valueIn(message)?.value;
  return isObject(data) ? judge(data) : unclear("the data is no object in JSON");
}
