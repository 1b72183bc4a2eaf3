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

/** The largest blocks that a Form's peer takes and gives; `undefined`: it does not say. */
export interface BlockSizes {
  readonly block1Bytes: number | undefined;
  readonly block2Bytes: number | undefined;
}

/** Bytes that a block may have (RFC 7959 §2.2). */
const blockSizes: ReadonlySet<unknown> = new Set([16, 32, 64, 128, 256, 512, 1024]);

/**
 * The sizes in `cov:blockwise`. What is no size of a block counts for nothing. `cov:qblockwise` says that a peer can do
 * more (RFC 9177), which nobody has to make use of: its sizes are of the same blocks.
 */
export function blockSizesOf({ form }: EffectiveForm): BlockSizes {
  const terms = [form["cov:blockwise"], form["cov:qblockwise"]].filter(isObject);
  const sizeIn = (name: "cov:block1Size" | "cov:block2Size"): number | undefined =>
    terms.map((one) => uintTerm(one, name)).find((size) => blockSizes.has(size));
  return { block1Bytes: sizeIn("cov:block1Size"), block2Bytes: sizeIn("cov:block2Size") };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
