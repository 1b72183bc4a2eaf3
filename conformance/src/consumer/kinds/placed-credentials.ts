import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import type { FormFinding } from "../../kinds/form-evidence.js";
import type { HttpArrival } from "../probe-thing/http-arrival.js";
import { replyTo, type TrialRecord } from "../trial-record.js";
import { carriesSecret } from "../trials/locks.js";
import { lineOf } from "./requests.js";

/** Judges where a client puts its credentials; who sends none at all may not know the scheme. */
export function placedCredentials(
  record: TrialRecord,
  place: string,
  isPlaced: (arrival: HttpArrival) => boolean,
): FormFinding {
  const { arrivals } = record;
  if (arrivals.some(isPlaced)) return holds;
  const elsewhere = arrivals.find(carriesSecret);
  if (elsewhere !== undefined) return violated(`${lineOf(elsewhere)} has the credentials, and not in ${place}`);
  const reply = replyTo(record, "readproperty");
  const why = reply?.kind === "failed" ? `: ${reply.message}` : "";
  return unexercised(`no request has the credentials${why}`);
}
