import { isThingModel } from "@thingwright/td";
import type { AnyObject } from "./any-object.js";

/** Whether `text` has a placeholder, or what looks like the beginning of one (TD 1.1 §9.3.5). */
export const hasPlaceholder = (text: string): boolean => text.includes("{{");

/** Whether the value may still change: it is in a Thing Model and has a placeholder somewhere in it. */
export function isStillOpen(doc: AnyObject, value: unknown): boolean {
  return isThingModel(doc) && (JSON.stringify(value) ?? "").includes("{{");
}
