import type { ThingDescription } from "@thingwright/td";
import type { Secret } from "../run/credentials.js";
import type { CoapMessage } from "../wire/coap/coap-message.js";
import type { ClientSession } from "./client-session.js";
import type { CoapQuestion } from "./probe-thing/coap-arrival.js";
import type { Place } from "./probe-thing/place.js";
import type { ProbeAnswer, ProbeQuestion } from "./probe-thing/probe-answer.js";

/**
 * What a client is put through: a description, a Thing that plays it, and what the client is told.
 *
 * The description says everything but what the trial is about, so that a client which gets one thing wrong fails one trial: of
 * two that try different defaults, each spells out what the other leaves to them. It is a valid one of TD 1.1, unless that is
 * what is tried.
 */
export interface Trial {
  /** In kebab-case; unique, and a segment of a path. */
  readonly name: string;
  describe(place: Place): ThingDescription;
  /** What the client gets in with, by security definition; nothing by default. */
  readonly credentials?: Readonly<Record<string, Secret>>;
  answer(question: ProbeQuestion, place: Place): ProbeAnswer;
  /** The messages that a request over CoAP is answered with; none by default. */
  answerCoap?(question: CoapQuestion): readonly CoapMessage[];
  /** Called when the client has taken the description. */
  perform(client: ClientSession): Promise<void>;
}
