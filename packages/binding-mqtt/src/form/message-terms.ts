import { ThingDescriptionError } from "@thingwright/errors";
import { type Form, isRecord } from "@thingwright/td";

export const messageExpiryTerm = "tw:messageExpirySeconds";
export const userPropertiesTerm = "tw:userProperties";

/** What a Form says of the messages that are published for it, beyond the W3C's binding; MQTT 5 carries it. */
export interface MessageTerms {
  /** Whole seconds after which a broker does not deliver it any more (MQTT 5.0 §3.3.2.3.3). */
  readonly expirySeconds?: number;
  /** Names and values; a value may hold variables of the Form (MQTT 5.0 §3.3.2.3.7). */
  readonly userProperties: Readonly<Record<string, string | readonly string[]>>;
}

/** @throws {ThingDescriptionError} WOT_TD_INVALID for a term with an unusable value */
export function messageTermsOf(form: Form): MessageTerms {
  const expirySeconds = form[messageExpiryTerm];
  const userProperties = form[userPropertiesTerm] ?? {};
  if (!isRecord(userProperties) || !Object.values(userProperties).every(isValue)) {
    throw unusable(userPropertiesTerm, "it is no object of texts");
  }
  const terms = { userProperties: userProperties as MessageTerms["userProperties"] };
  if (expirySeconds === undefined) return terms;
  if (!Number.isInteger(expirySeconds) || Number(expirySeconds) < 0 || Number(expirySeconds) > maxExpirySeconds) {
    throw unusable(messageExpiryTerm, "it is no number of whole seconds");
  }
  return { ...terms, expirySeconds: Number(expirySeconds) };
}

/** A Four Byte Integer. */
export const maxExpirySeconds = 4_294_967_295;

const isText = (value: unknown): boolean => typeof value === "string";
const isValue = (value: unknown): boolean => isText(value) || (Array.isArray(value) && value.every(isText));

const unusable = (term: string, fault: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${term} is unusable: ${fault}`);
