import { truncate } from "@thingwright/td";
import type { Path } from "./difference.js";

/** What an entry of these members is called. */
const entries = new Map([
  ["properties", "property"],
  ["actions", "action"],
  ["events", "event"],
  ["uriVariables", "URI variable"],
  ["schemaDefinitions", "schema definition"],
  ["securityDefinitions", "security definition"],
  ["forms", "Form"],
  ["links", "Link"],
  ["additionalResponses", "additional response"],
]);

/** A place in words, from the inside out: `href of Form 0 of property "on"`. */
export function placeName(path: Path): string {
  const parts: string[] = [];
  for (let i = 0; i < path.length; i++) {
    const [token, next] = [path[i]!, path[i + 1]];
    const entry = typeof token === "string" && next !== undefined ? entries.get(token) : undefined;
    if (entry === undefined) parts.push(typeof token === "number" ? `item ${token}` : truncate(token));
    else {
      parts.push(`${entry} ${typeof next === "number" ? next : truncate(JSON.stringify(next))}`);
      i += 1;
    }
  }
  return parts.length === 0 ? "the document" : parts.reverse().join(" of ");
}

/** A value in words: short ones as JSON, others by their kind. */
export function valueName(value: unknown): string {
  if (Array.isArray(value)) return counted(value.length, "item");
  if (typeof value === "object" && value !== null)
    return `an object of ${counted(Object.keys(value).length, "member")}`;
  return truncate(JSON.stringify(value) ?? "nothing");
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
