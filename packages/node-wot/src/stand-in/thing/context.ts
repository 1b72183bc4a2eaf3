import { DEFAULT_CONTEXT_LANGUAGE, DEFAULT_CONTEXT_V1, DEFAULT_CONTEXT_V11 } from "./thing-description.js";

const isTdContext = (entry: unknown): boolean => entry === DEFAULT_CONTEXT_V1 || entry === DEFAULT_CONTEXT_V11;

/**
 * Adds `@language` to a context that is a list and has none; with `forceOverride` every one that is there is changed.
 * Changes `thing`.
 */
export function setContextLanguage(thing: { "@context"?: unknown }, language: string, forceOverride: boolean): void {
  const context = thing["@context"];
  if (!Array.isArray(context)) return;
  const speaking = context.filter(hasLanguage);
  if (forceOverride) for (const entry of speaking) entry["@language"] = language;
  if (speaking.length === 0) context.push({ "@language": language });
}

function hasLanguage(entry: unknown): entry is { "@language": unknown } {
  return typeof entry === "object" && entry !== null && (entry as Record<string, unknown>)["@language"] !== undefined;
}

/** The context with those of Thing Descriptions first, and with a language. Changes `thing`. */
export function completeContext(thing: { "@context"?: unknown }): void {
  thing["@context"] = withTdContexts(thing["@context"]);
  setContextLanguage(thing, DEFAULT_CONTEXT_LANGUAGE, false);
}

function withTdContexts(context: unknown): unknown {
  if (context === undefined) return [DEFAULT_CONTEXT_V1, DEFAULT_CONTEXT_V11];
  if (isTdContext(context)) return context;
  const entries = [context].flat();
  const named = [DEFAULT_CONTEXT_V1, DEFAULT_CONTEXT_V11].filter((known) => entries.includes(known));
  const first = named.length === 0 ? [DEFAULT_CONTEXT_V1, DEFAULT_CONTEXT_V11] : named;
  return [...first, ...entries.filter((entry) => !isTdContext(entry))];
}
