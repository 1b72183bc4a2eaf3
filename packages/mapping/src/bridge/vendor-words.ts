import type { RemoteError } from "@thingwright/errors";
import { isObject, membersOf, textOf } from "../members.js";

/** Members in which devices say why they refuse, the most telling first. */
const reasonNames = ["detail", "message", "description", "reason", "error", "title", "msg"] as const;
/** Longer texts are not looked at further than this. */
const maxLength = 4096;

/** What the device says with a refusal, in its problem details or its own form; `undefined` where it says nothing. */
export function refusalText({ problem, data }: RemoteError): string | undefined {
  return textOf(problem?.detail) ?? textOf(problem?.title) ?? reasonIn(data, 3);
}

function reasonIn(data: unknown, depth: number): string | undefined {
  if (typeof data === "string") return textOf(data);
  if (depth === 0) return undefined;
  if (Array.isArray(data)) return reasonIn(data[0], depth - 1);
  const members = membersOf(data);
  for (const name of reasonNames) {
    if (!Object.hasOwn(members, name)) continue;
    const reason = reasonIn(members[name], depth - 1);
    if (reason !== undefined) return reason;
  }
  const { errors } = members;
  return Array.isArray(errors) || isObject(errors) ? reasonIn(errors, depth - 1) : undefined;
}

/** What could be an address, a secret or a name of this one device, in the order in which it is taken out. */
const withheld: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\/\S+/gi, // URIs
  /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, // mail addresses, users of hosts
  /\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,7}\b/gi, // MAC addresses, EUI-64
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, // IPv4
  /(?<![\w:])[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*/gi, // IPv6
  /\b(?:basic|bearer|digest)\s+\S+/gi, // credentials as they are sent
  /\b\w*(?:pass(?:word|wd|phrase)?|secret|token|api[ _-]?key|key|psk|pin|credentials?|authorization|cookie|session)\w*["']?\s*(?:[:=]|\bis\b)\s*\S+/gi,
  /(?:^|(?<=[\s"'(=]))(?:[a-z]:)?[\\/]\S+/gi, // paths
  /\b[a-z][\w-]*(?:\.[a-z][\w-]*)+(?::\d+)?\b/gi, // names of hosts
  /\b(?=\w*\d)[\w+/=-]{12,}/g, // keys, hashes, serial numbers
];

/**
 * `text` between quotation marks as an answer may show it: on one line, at most `maxWords` characters, an ellipsis in the
 * place of all that could be an address or a secret. `undefined` where nothing is left.
 */
export function quotedWords(text: string | undefined, maxWords: number): string | undefined {
  if (text === undefined || maxWords <= 0) return undefined;
  let words = text.slice(0, maxLength).replace(/[\p{C}\p{Z}]+/gu, " ");
  for (const pattern of withheld) words = words.replace(pattern, "…");
  words = words.replaceAll('"', "'").trim();
  if (!/\p{L}/u.test(words)) return undefined;
  return `"${words.length > maxWords ? `${words.slice(0, maxWords - 1)}…` : words}"`;
}
