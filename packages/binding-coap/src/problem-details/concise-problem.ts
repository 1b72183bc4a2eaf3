import { isWotError, type Problem } from "@thingwright/errors";
import { cborBytes } from "./cbor-bytes.js";
import { type CborItem, readItem } from "./cbor-item.js";

/** Names of the standard members (RFC 9290 §2), of the entry for RFC 9457 members, and of those in it (Appendix B). */
const member = { title: -1, detail: -2, instance: -3, responseCode: -4, tunnel: 7807 } as const;
const tunnelled = { type: 0, status: 1 } as const;

type CborMap = ReadonlyMap<number | string, CborItem>;

/**
 * `problem` as `application/concise-problem-details+cbor`. Members that RFC 9290 has no name for stand in the entry 7807.
 *
 * @param responseCode - the byte of the response that carries it
 * @see RFC 9290 §2, Appendix B
 */
export function encodeProblem(problem: Problem, responseCode: number): Uint8Array {
  const { title, detail, instance, type, status, ...further } = problem;
  const tunnel = new Map<number | string, unknown>([
    [tunnelled.type, type],
    [tunnelled.status, status],
    ...Object.entries(further),
  ]);
  const isTunnelled = [...tunnel.values()].some((value) => value !== undefined);
  return cborBytes(
    new Map<number, unknown>([
      [member.title, title],
      [member.detail, detail],
      [member.instance, instance],
      [member.responseCode, responseCode],
      [member.tunnel, isTunnelled ? tunnel : undefined],
    ]),
  );
}

/** What of a problem may be kept. */
export interface ProblemLimits {
  /** Characters of each text. */
  readonly maxDetailLength: number;
  /** Bytes of a document that is looked into. */
  readonly maxProblemBytes: number;
}

/**
 * The problem that `bytes` tell of; `undefined` when they tell of none. What a member has of a wrong type, and entries
 * that nobody here knows, are passed over (RFC 9290 §2).
 */
export function decodeProblem(bytes: Uint8Array, limits: ProblemLimits): Problem | undefined {
  if (bytes.length > limits.maxProblemBytes) return undefined;
  const item = itemIn(bytes);
  if (!(item instanceof Map)) return undefined;
  const textOf = (entries: CborMap, name: number): string | undefined => {
    const value = entries.get(name);
    return typeof value === "string" ? value.slice(0, limits.maxDetailLength) : undefined;
  };
  const tunnel = item.get(member.tunnel);
  const entries: CborMap = tunnel instanceof Map ? tunnel : new Map();
  const status = entries.get(tunnelled.status);
  return defined({
    ...furtherIn(entries),
    type: textOf(entries, tunnelled.type),
    status: typeof status === "number" ? status : undefined,
    title: textOf(item, member.title),
    detail: textOf(item, member.detail),
    instance: textOf(item, member.instance),
  });
}

function itemIn(bytes: Uint8Array): CborItem | undefined {
  try {
    return readItem(bytes);
  } catch (error) {
    if (isWotError(error)) return undefined;
    throw error;
  }
}

const furtherIn = (entries: CborMap): Record<string, unknown> =>
  plain(new Map([...entries].filter(([name]) => typeof name === "string"))) as Record<string, unknown>;

/** Maps as objects; a member that would reach a prototype is left out. */
function plain(item: CborItem): unknown {
  if (item instanceof Map) {
    const named = [...item].filter(([name]) => name !== "__proto__");
    return Object.fromEntries(named.map(([name, value]) => [String(name), plain(value)]));
  }
  return Array.isArray(item) ? item.map(plain) : item;
}

const defined = (members: Readonly<Record<string, unknown>>): Problem =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
