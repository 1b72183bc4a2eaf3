import { type CoapOption, Code, OptionNumber, uintOption } from "@thingwright/coap";
import type { EffectiveForm, Operation } from "@thingwright/td";

/** The IRI that the prefix `cov` stands for. */
export const coapVocabulary = "https://www.w3.org/2019/wot/coap#";

/** Value of `subprotocol` for Forms whose resource is observed (RFC 7641). */
export const observeSubprotocol = "cov:observe";

/**
 * The method of each operation when a Form names none; GET for everything that subscribes.
 *
 * @see W3C WoT CoAP Binding, default mappings
 */
const defaultMethods: ReadonlyMap<Operation, number> = new Map<Operation, number>([
  ["writeproperty", Code.PUT],
  ["invokeaction", Code.POST],
  ["cancelaction", Code.POST],
  ["writeallproperties", Code.PUT],
  ["writemultipleproperties", Code.PUT],
]);

const methodNames: ReadonlyMap<string, number> = new Map([
  ["GET", Code.GET],
  ["POST", Code.POST],
  ["PUT", Code.PUT],
  ["DELETE", Code.DELETE],
  ["FETCH", Code.FETCH],
  ["PATCH", Code.PATCH],
  ["IPATCH", Code.iPATCH],
]);

/**
 * The code of the method that `form` asks for, `undefined` when it names one that CoAP does not have. The term counts
 * for the operations that the Form lists. `cov:methodName` is an older spelling of `cov:method`.
 */
export function methodOf({ form, op }: EffectiveForm, operation: Operation): number | undefined {
  const named = form["cov:method"] ?? form["cov:methodName"];
  if (named === undefined || !op.includes(operation)) return defaultMethods.get(operation) ?? Code.GET;
  return methodNames.get(String(named).toUpperCase());
}

/** A term of the vocabulary whose value is an unsigned integer up to `max`; `undefined` when it is absent or no such thing. */
export function uintTerm(terms: object, name: `cov:${string}`, max = 0xffff): number | undefined {
  const value: unknown = Object.hasOwn(terms, name) ? (terms as Record<string, unknown>)[name] : undefined;
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max ? value : undefined;
}

/** Whether requests are to be Confirmable: so unless the Form hints otherwise. */
export const confirmableOf = ({ form }: EffectiveForm): boolean => form["cov:confirmable"] !== false;

/** The options that the Form's terms ask for beside Accept and Content-Format. */
export function optionsOf({ form }: EffectiveForm): readonly CoapOption[] {
  const hopLimit = uintTerm(form, "cov:hopLimit", 255);
  return hopLimit === undefined || hopLimit === 0 ? [] : [uintOption(OptionNumber.HopLimit, hopLimit)];
}
