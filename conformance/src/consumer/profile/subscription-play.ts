import type { Place } from "../probe-thing/place.js";
import { eventStream, json, notFound, type ProbeAnswer, type ProbeQuestion } from "../probe-thing/probe-answer.js";
import type { JudgedProfile } from "./profile-uris.js";
import type { ProfiledOperation } from "./profiled-operation.js";

/** Where a subscription by webhook is, below the base of the trial. */
export const subscriptionPath = "/subscriptions/1";

/** What a Thing of the profile answers to the operation where its Form leads, at `path`, and to all else. */
export function answerAt(path: string, profile: JudgedProfile, { answer }: ProfiledOperation) {
  return ({ path: asked, method }: ProbeQuestion, { base }: Place): ProbeAnswer => {
    if (profile === "webhook" && asked === subscriptionPath && method === "DELETE") return { status: 204 };
    if (asked !== path) return notFound;
    if (profile === "sse") return eventStream();
    if (profile === "basic") return answer;
    const created = json({}, 201);
    return { ...created, headers: { ...created.headers, location: `${base}${subscriptionPath}` } };
  };
}
