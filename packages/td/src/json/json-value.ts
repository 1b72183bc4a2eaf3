import { type Finding, finding } from "../finding.js";
import { escapePointer } from "../json-pointer.js";
import { truncate } from "../truncate.js";
import type { JsonLimits } from "./json-limits.js";

/** The shortest JSON text that a value could have come from, in bytes, or why it cannot be used. */
export type JsonValueResult =
  | { readonly ok: true; readonly leastBytes: number }
  | { readonly ok: false; readonly finding: Finding };

/**
 * Looks whether `value` is JSON within `limits`, without touching it: no cycles, no values that JSON does not have, no
 * member named `__proto__`, `constructor` or `prototype`. A member whose value is `undefined` counts as absent.
 *
 * An object that is met twice is looked at and counted twice, so that a small graph cannot stand for an endless tree.
 */
export function checkJsonValue(value: unknown, limits: JsonLimits): JsonValueResult {
  const walk = new JsonWalk(limits);
  try {
    const problem = walk.visit(value);
    return problem === undefined ? { ok: true, leastBytes: walk.leastBytes } : { ok: false, finding: problem };
  } catch (error) {
    // A getter or a Proxy of the caller's failed.
    return { ok: false, finding: walk.problem("WOT_TD_SYNTAX", `cannot be read: ${String(error)}`) };
  }
}

/** Member names that reach the prototype of an object where a look-up is careless. */
const refusedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

class JsonWalk {
  leastBytes = 0;
  readonly #limits: JsonLimits;
  readonly #path: (string | number)[] = [];
  readonly #ancestors: object[] = [];

  constructor(limits: JsonLimits) {
    this.#limits = limits;
  }

  visit(value: unknown): Finding | undefined {
    this.leastBytes += typeof value === "string" ? value.length + 2 : 1;
    if (this.leastBytes > this.#limits.maxBytes) {
      return this.problem("WOT_TD_LIMIT", `takes the document over ${this.#limits.maxBytes} bytes`);
    }
    if (typeof value === "object" && value !== null) return this.#visitContainer(value);
    return isJsonScalar(value) ? undefined : this.problem("WOT_TD_SYNTAX", `is no JSON value but ${nameOf(value)}`);
  }

  #visitContainer(value: object): Finding | undefined {
    if (this.#ancestors.includes(value)) return this.problem("WOT_TD_SYNTAX", "contains itself");
    if (this.#ancestors.length === this.#limits.maxDepth) {
      return this.problem("WOT_TD_LIMIT", `nests deeper than ${this.#limits.maxDepth} arrays and objects`);
    }
    this.#ancestors.push(value);
    const problem = Array.isArray(value) ? this.#visitItems(value) : this.#visitMembers(value);
    this.#ancestors.pop();
    return problem;
  }

  #visitItems(items: readonly unknown[]): Finding | undefined {
    for (let index = 0; index < items.length; index++) {
      const problem = this.#visitChild(index, items[index]);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #visitMembers(object: object): Finding | undefined {
    if (!isPlain(object)) return this.problem("WOT_TD_SYNTAX", `is no JSON value but ${nameOf(object)}`);
    for (const [name, member] of Object.entries(object)) {
      this.leastBytes += name.length + 3;
      const problem = this.#visitMember(name, member);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #visitMember(name: string, member: unknown): Finding | undefined {
    if (member === undefined) return undefined;
    if (!refusedNames.has(name)) return this.#visitChild(name, member);
    this.#path.push(name);
    return this.problem("WOT_TD_INVALID", "has a member name that is refused for safety");
  }

  #visitChild(token: string | number, child: unknown): Finding | undefined {
    this.#path.push(token);
    const problem = this.visit(child);
    this.#path.pop();
    return problem;
  }

  /** The finding for the place where the walk is. */
  problem(code: "WOT_TD_SYNTAX" | "WOT_TD_INVALID" | "WOT_TD_LIMIT", what: string): Finding {
    const pointer = this.#path.map((token) => `/${escapePointer(String(token))}`).join("");
    return finding(code, pointer, `${pointer === "" ? "the document" : truncate(pointer)} ${what}`);
  }
}

function isJsonScalar(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** An object literal, of this realm or another, or one without a prototype. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return `of the type ${typeof value}`;
  return `an object of the class ${value.constructor?.name ?? "?"}`;
}
