import { escapePointer, isRecord, resolvePointer } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import type { Placed, Source } from "../read/source.js";

/** Longest chain of `sdfRef` to definitions with an `sdfRef` of their own. */
const maxHops = 32;

/**
 * The definition `value` with its `sdfRef` resolved: what it refers to, with `value` merged into it (RFC 9880 §4.4). Definitions
 * inside keep theirs, to be resolved when they are read.
 *
 * References into other documents are refused, which is a loss; those into the default namespace are local.
 */
export function resolveDefinition({ value, pointer }: Placed, source: Source): JsonObject {
  if (value.sdfRef === undefined) return value;
  const chain: JsonObject[] = [];
  const seen = new Set<string>();
  let current: JsonObject | undefined = value;
  let at = pointer;
  while (current !== undefined) {
    const { sdfRef, ...own } = current as JsonObject & { readonly sdfRef?: unknown };
    chain.push(own);
    if (sdfRef === undefined) break;
    const target = targetOf(sdfRef, source);
    const found: unknown = target === undefined ? undefined : resolvePointer(source.document, target);
    if (target === undefined || !isRecord(found) || seen.has(target) || chain.length > maxHops) {
      source.losses.add(`${at}/sdfRef`, complaint(target, found));
      break;
    }
    seen.add(target);
    [current, at] = [found, target];
  }
  // What is not patched stays the object it is: so a definition within itself is recognised.
  return chain.reduceRight((original, patch) => merged(original, patch));
}

function complaint(target: string | undefined, found: unknown): string {
  if (target === undefined) return "a reference to another document is refused";
  return isRecord(found) ? "a definition that refers to itself has no end" : "this reference points to nothing";
}

/** The JSON Pointer of a local reference: `#/…`, or the same after the prefix or URI of the default namespace. */
function targetOf(reference: unknown, { document }: Source): string | undefined {
  if (typeof reference !== "string") return undefined;
  const hash = reference.indexOf("#");
  const prefix = reference.slice(0, Math.max(hash, 0)).replace(/:$/, "");
  const { defaultNamespace, namespace } = document;
  const own = typeof defaultNamespace === "string" && isRecord(namespace) && Object.hasOwn(namespace, defaultNamespace);
  const isLocal = prefix === "" || (own && (prefix === defaultNamespace || prefix === namespace[defaultNamespace]));
  if (hash === -1 || !isLocal) return undefined;
  try {
    return decodeURIComponent(reference.slice(hash + 1));
  } catch {
    return undefined;
  }
}

/** JSON Merge Patch (RFC 7396 §2). Recursive, of documents that have been limited in depth. */
function merged(original: unknown, patch: JsonObject): JsonObject {
  const result = new Map(isRecord(original) ? Object.entries(original) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, isRecord(value) ? merged(result.get(name), value) : value);
  }
  return Object.fromEntries(result);
}

/** The pointer of the definition `name` of the group `group` below `pointer`. */
export const pointerOf = (pointer: string, group: string, name: string): string =>
  `${pointer}/${group}/${escapePointer(name)}`;
