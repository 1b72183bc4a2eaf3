import type { Exchange } from "@thingwright/contracts";
import type { MessageProperties } from "../connection/message.js";
import { type MessageTerms, maxExpirySeconds } from "../form/message-terms.js";
import { type Variables, writeOut } from "../form/variable-text.js";

/** What is said with a message that is published for `exchange`; left out with MQTT 3.1.1. */
export function messageProperties(
  terms: MessageTerms,
  contentType: string,
  variables: Variables,
): MessageProperties | undefined {
  const properties: MessageProperties = {};
  if (contentType !== "") properties.contentType = contentType;
  if (isUtf8(contentType)) properties.payloadFormatIndicator = true;
  if (terms.expirySeconds !== undefined) properties.messageExpiryInterval = terms.expirySeconds;
  const names = Object.entries(terms.userProperties);
  if (names.length > 0) properties.userProperties = Object.fromEntries(names.map(([name, value]) => [name, of(value)]));
  return Object.keys(properties).length === 0 ? undefined : properties;

  function of(value: string | readonly string[]): string | string[] {
    if (typeof value === "string") return writeOut(value, variables, String);
    return value.map((text) => writeOut(text, variables, String));
  }
}

/**
 * The same for a request that is waited for: a broker that delivers it only after its caller has given up would have it
 * carried out for nobody, and perhaps twice.
 */
export function requestProperties(
  terms: MessageTerms,
  contentType: string,
  variables: Variables,
  { timeoutMs }: Exchange,
): MessageProperties {
  const messageExpiryInterval = terms.expirySeconds ?? Math.min(Math.ceil(timeoutMs / 1000), maxExpirySeconds);
  return { ...messageProperties(terms, contentType, variables), messageExpiryInterval };
}

/** Whether a payload of this type is text in UTF-8, so that MQTT 5 can say so (§3.3.2.3.2). */
const isUtf8 = (contentType: string): boolean =>
  /^(?:application\/(?:[^;]*\+)?json|text\/[^;]*)\s*(?:;|$)/i.test(contentType) &&
  !/;\s*charset="?(?!utf-8\b|us-ascii\b)/i.test(contentType);
