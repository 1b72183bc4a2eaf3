import { isWotError } from "@thingwright/errors";
import { escapePointer, type Finding, isRecord } from "@thingwright/td";
import type { DocumentLoader } from "../document-loader.js";
import type { LoadedContexts } from "./active-context.js";

export interface LoadedOrNot {
  readonly contexts: LoadedContexts;
  /** One for each URL that cannot be loaded, at its first place in the document. */
  readonly findings: readonly Finding[];
}

/** More URLs than these are not followed: the document is beyond what JSON-LD takes. */
const mostContexts = 50;

/** All contexts that a document names, and those that they name in turn. */
export async function loadContexts(document: object, load: DocumentLoader): Promise<LoadedOrNot> {
  const contexts = new Map<string, unknown>();
  const findings: Finding[] = [];
  const waiting = [...urlsWithin(document)];
  for (const { url, pointer } of waiting) {
    if (contexts.has(url) || contexts.size === mostContexts) continue;
    try {
      const context = (await load(url)).document["@context"];
      contexts.set(url, context);
      waiting.push(...[...contextUrls(context, pointer)].map((each) => ({ ...each, pointer })));
    } catch (error) {
      if (!isWotError(error) || error.family === "AbortError") throw error;
      contexts.set(url, undefined);
      findings.push({ level: "error", code: error.code, pointer, message: error.message });
    }
  }
  return { contexts, findings };
}

interface PlacedUrl {
  readonly url: string;
  readonly pointer: string;
}

function* urlsWithin(value: unknown, pointer = ""): Generator<PlacedUrl> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const here = `${pointer}/${escapePointer(name)}`;
    if (name === "@context" && isRecord(value)) yield* contextUrls(member, here);
    else yield* urlsWithin(member, here);
  }
}

/** URLs in a context: itself, in a list, imported, or below a term. */
function* contextUrls(context: unknown, pointer: string): Generator<PlacedUrl> {
  if (typeof context === "string") yield { url: context, pointer };
  else if (Array.isArray(context)) {
    for (let i = 0; i < context.length; i++) yield* contextUrls(context[i], `${pointer}/${i}`);
  } else if (isRecord(context)) {
    for (const [name, member] of Object.entries(context)) {
      const here = `${pointer}/${escapePointer(name)}`;
      if (name === "@import") yield* contextUrls(member, here);
      else if (isRecord(member)) yield* contextUrls(member["@context"], `${here}/@context`);
    }
  }
}
