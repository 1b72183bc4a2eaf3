import type { Form } from "@thingwright/td";
import { faultOfTopicName } from "../topic/topic-name.js";

/** Namespace of our own Form terms; prefix `tw`. */
export const requestTermsNamespace = "https://thingwright.org/ns/mqtt#";
export const requestTopicTerm = "tw:requestTopic";
export const replyTopicTerm = "tw:replyTopic";

/** Milliseconds for which the Thing knows a request that comes again, and does not carry it out again. */
export const requestMemoryTerm = "tw:requestMemoryMs";

/** A topic that says `offline` when the Thing is not exposed any more, and `online` when it is. */
export const statusTopicTerm = "tw:statusTopic";

/** Relation of a Link to the same topic; in lower case, as relations are compared so (`arch-rel-type-lowercase`). */
export const thingStatusRelation = `${requestTermsNamespace}thing-status`;
/**
 * Relation of a Link to the topic that says `offline` when the server is not connected, and `online` when it is: a broker
 * publishes it there when the server is lost. Both are to say `online`, as the Thing's own topic stays as it was.
 */
export const serverStatusRelation = `${requestTermsNamespace}server-status`;

/** Variables of the two topics. */
export const clientVariable = "tw.client";
export const requestVariable = "tw.request";
export const outcomeVariable = "tw.outcome";
/** Names one invocation of an action, in the query of a request; no full stop, which some brokers refuse in a topic. */
export const invocationVariable = "tw_id";

/** How a request ended, as the last level of its reply's topic says. */
export type Outcome = "result" | "status" | "error";
export const outcomes: readonly Outcome[] = ["result", "status", "error"];

/**
 * Request and response over MQTT 3.1.1: a request is published to `requestTopic`, whose URI Template variables are the
 * client's id, an id of the request and whatever `uriVariables` there are; its answer comes on `replyTopic`, where the
 * outcome is one of `result` (an output), `status` (an `ActionStatus`) and `error` (problem details).
 */
export interface RequestTerms {
  readonly requestTopic: string;
  readonly replyTopic: string;
  /** Milliseconds for which a request may be sent again; 0 where the Form does not say. */
  readonly requestMemoryMs: number;
}

/** The request terms of `form`; `undefined` when it has none that can be used. */
export function requestTermsOf(form: Form): RequestTerms | undefined {
  const requestTopic = form[requestTopicTerm];
  const replyTopic = form[replyTopicTerm];
  if (typeof requestTopic !== "string" || typeof replyTopic !== "string") return undefined;
  if (!names(requestTopic, clientVariable, requestVariable)) return undefined;
  if (!names(replyTopic, clientVariable, requestVariable, outcomeVariable)) return undefined;
  if (faultOfTopicName(requestTopic) !== undefined || faultOfTopicName(replyTopic) !== undefined) return undefined;
  const memory = form[requestMemoryTerm];
  const requestMemoryMs = typeof memory === "number" && memory > 0 ? memory : 0;
  return { requestTopic, replyTopic, requestMemoryMs };
}

const names = (template: string, ...variables: readonly string[]): boolean =>
  variables.every((variable) => template.includes(`{${variable}}`));
