import { ThingDescriptionError } from "@thingwright/errors";
import { resolvePointer, unescapePointer } from "@thingwright/td";
import { findPrivateAddresses, findSecrets } from "@thingwright/validation";

/** Something that was taken out of a document. It does not say what it was. */
export interface Removal {
  readonly pointer: string;
  readonly what: "secret" | "private-address";
  readonly kind: string;
}

/** A document that may be published, and what was taken out of it for that. */
export interface Preflight {
  readonly document: Readonly<Record<string, unknown>>;
  readonly removed: readonly Removal[];
}

/** Stands for a secret. Blots it out, and is a legal part of a URI. */
const blot = "xxx";

/** Taking one thing out can show another, as a user behind a password. */
const mostRounds = 4;

/**
 * A copy of `document` without secrets and private addresses: a secret becomes `xxx`, a private address a name below
 * `example`, the same one everywhere (RFC 2606 §2).
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for what cannot be made fit to be published
 */
export function preflight(document: Readonly<Record<string, unknown>>): Preflight {
  const copy = structuredClone(document) as Record<string, unknown>;
  const removed: Removal[] = [];
  const names = new Map<string, string>();
  for (let round = 0; round < mostRounds; round++) {
    const found = [...secretsOf(copy), ...addressesOf(copy, names)];
    if (found.length === 0) return { document: copy, removed };
    for (const each of fromTheEnd(found)) replace(copy, each);
    removed.push(...found.map(({ pointer, what, kind }) => ({ pointer, what, kind })));
  }
  throw new ThingDescriptionError("WOT_TD_INVALID", "secrets or private addresses remain; take them out by hand", {
    pointer: removed.at(-1)!.pointer,
  });
}

interface Cut extends Removal {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function secretsOf(document: unknown): readonly Cut[] {
  return [...findSecrets(document)].map(({ pointer, kind, start, end }) => {
    return { pointer, what: "secret", kind, start, end, by: blot };
  });
}

function addressesOf(document: unknown, names: Map<string, string>): readonly Cut[] {
  return [...findPrivateAddresses(document)].map(({ pointer, kind, host, start, end }) => {
    const by = names.get(host) ?? `host-${names.size + 1}.example`;
    names.set(host, by);
    return { pointer, what: "private-address", kind, start, end, by };
  });
}

/** Later cuts first, so that those before keep their places; what a cut before covers is left to the next round. */
function fromTheEnd(cuts: readonly Cut[]): readonly Cut[] {
  const ordered = [...cuts].sort((a, b) => compare(b.pointer, a.pointer) || b.start - a.start || b.end - a.end);
  const kept: Cut[] = [];
  for (const cut of ordered) {
    const behind = kept.at(-1);
    if (behind?.pointer !== cut.pointer || cut.end <= behind.start) kept.push(cut);
  }
  return kept;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function replace(document: Record<string, unknown>, { pointer, start, end, by }: Cut): void {
  const slash = pointer.lastIndexOf("/");
  const holder = resolvePointer(document, pointer.slice(0, slash)) as Record<string, unknown>;
  const name = unescapePointer(pointer.slice(slash + 1));
  const value = holder[name];
  const mended = typeof value === "string" ? value.slice(0, start) + by + value.slice(end) : by;
  Object.defineProperty(holder, name, { value: mended, enumerable: true, writable: true, configurable: true });
}
