import { DataSchemaError, ThingDescriptionError } from "@thingwright/errors";
import { type Variables, writeOut } from "../form/variable-text.js";
import { faultOfTopicFilter, faultOfTopicName } from "../topic/topic-name.js";

/**
 * A topic to publish to, of a Form's text.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when it cannot be published to
 * @throws {DataSchemaError} WOT_DATA_INVALID when a variable would change the levels of the topic
 */
export const topicNameOf = (text: string, variables: Variables): string =>
  checked("topic", writeOut(text, variables, writeLevel), faultOfTopicName);

/**
 * A filter to subscribe to, of a Form's text.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when it is no filter
 * @throws {DataSchemaError} WOT_DATA_INVALID when a variable would change the levels of the filter
 */
export const topicFilterOf = (text: string, variables: Variables): string =>
  checked("topic filter", writeOut(text, variables, writeLevel), faultOfTopicFilter);

/** A value of a variable is one level of a topic or a part of one. */
function writeLevel(value: unknown, name: string): string {
  const text = String(value);
  if (!/[+#/\0]/.test(text)) return text;
  throw new DataSchemaError("WOT_DATA_INVALID", `${name} holds a character that separates levels of a topic`);
}

function checked(what: string, text: string, faultOf: (text: string) => string | undefined): string {
  const fault = faultOf(text);
  if (fault === undefined) return text;
  const shown = JSON.stringify(text.slice(0, 200));
  throw new ThingDescriptionError("WOT_TD_INVALID", `the ${what} ${shown} is unusable: ${fault}`);
}
