import type { Operation } from "@thingwright/td";
import { isObject } from "./message-object.js";

/** A member that only some requests have, and what it must be like. */
export interface RequestMember {
  readonly name: "name" | "names" | "value" | "values" | "input" | "actionID";
  readonly required: boolean;
  /** What it has to be, for a person. */
  readonly kind: string;
  readonly accepts: (value: unknown) => boolean;
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);
const isAnything = (): boolean => true;

const name: RequestMember = { name: "name", required: true, kind: "a string", accepts: isText };
const maybeName: RequestMember = { ...name, required: false };
const names: RequestMember = { name: "names", required: true, kind: "an array of strings", accepts: isTexts };
const value: RequestMember = { name: "value", required: true, kind: "a value", accepts: isAnything };
const values: RequestMember = { name: "values", required: true, kind: "an object", accepts: isObject };
const input: RequestMember = { name: "input", required: false, kind: "a value", accepts: isAnything };
const actionID: RequestMember = { name: "actionID", required: true, kind: "a string", accepts: isText };

/**
 * The members of each operation's request beside those that all messages have. `queryaction` and `cancelaction` have no
 * name in the draft; it saves a Thing of many actions the search.
 */
export const requestMembers: ReadonlyMap<string, readonly RequestMember[]> = new Map<Operation, RequestMember[]>([
  ["readproperty", [name]],
  ["writeproperty", [name, value]],
  ["observeproperty", [name]],
  ["unobserveproperty", [name]],
  ["readallproperties", []],
  ["readmultipleproperties", [names]],
  ["writeallproperties", [values]],
  ["writemultipleproperties", [values]],
  ["observeallproperties", []],
  ["unobserveallproperties", []],
  ["invokeaction", [name, input]],
  ["queryaction", [actionID, maybeName]],
  ["cancelaction", [actionID, maybeName]],
  ["queryallactions", []],
  ["subscribeevent", [name]],
  ["unsubscribeevent", [name]],
  ["subscribeallevents", []],
  ["unsubscribeallevents", []],
]);

/** Whether `text` is the name of an operation. */
export const isOperation = (text: string): text is Operation => requestMembers.has(text);
