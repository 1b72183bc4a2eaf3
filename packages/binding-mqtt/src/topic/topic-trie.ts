import { hasWildcard } from "./topic-name.js";

/** A level of filters. What most levels do not have is not there: a table for each of 100,000 levels costs its memory. */
interface Node<T> {
  /** Next levels that are no wildcards. */
  literals: Map<string, Node<T>> | undefined;
  /** The next level `+`. */
  any: Node<T> | undefined;
  /** Values whose filter ends here. */
  values: Values<T>;
  /** Values whose filter goes on with `#` and ends. */
  rest: Values<T>;
}

/** One value is there itself: a set for each would cost more than the look-up. */
type Values<T> = T | Several<T> | undefined;

/**
 * Values under topic filters, found by topic name.
 *
 * Filters without wildcards are a table; those with wildcards a trie of levels, so that looking up costs as much as
 * the topic is deep, however many filters there are.
 *
 * @see MQTT 5.0 §4.7
 */
export class TopicTrie<T extends NonNullable<unknown>> {
  readonly #exact = new Map<string, Values<T>>();
  readonly #root: Node<T> = emptyNode();
  #wildcards = 0;

  get isEmpty(): boolean {
    return this.#wildcards === 0 && this.#exact.size === 0;
  }

  /** Puts `value` under `filter`; a second time has no effect. */
  add(filter: string, value: T): void {
    if (!hasWildcard(filter)) {
      this.#exact.set(filter, including(this.#exact.get(filter), value));
      return;
    }
    const { node, isRest } = pathTo(this.#root, filter);
    const place = isRest ? "rest" : "values";
    if (includes(node[place], value)) return;
    node[place] = including(node[place], value);
    this.#wildcards += 1;
  }

  /** Takes `value` from under `filter`; what is not there has no effect. */
  delete(filter: string, value: T): void {
    if (hasWildcard(filter)) {
      if (remove(this.#root, filter.split("/"), 0, value)) this.#wildcards -= 1;
      return;
    }
    const left = without(this.#exact.get(filter), value);
    if (left === undefined) this.#exact.delete(filter);
    else this.#exact.set(filter, left);
  }

  /** Calls `visit` with every value whose filter matches `topic`; one value under two filters is visited twice. */
  match(topic: string, visit: (value: T) => void): void {
    visitAll(this.#exact.get(topic), visit);
    if (this.#wildcards > 0) descend(this.#root, topic, 0, visit);
  }
}

/** Values under the same topic, which are rare. */
class Several<T> {
  readonly values: Set<T>;

  constructor(values: readonly T[]) {
    this.values = new Set(values);
  }
}

const includes = <T>(values: Values<T>, value: T): boolean =>
  values === value || (values instanceof Several && values.values.has(value));

function including<T>(values: Values<T>, value: T): Values<T> {
  if (values === undefined || values === value) return value;
  if (!(values instanceof Several)) return new Several([values, value]);
  values.values.add(value);
  return values;
}

function without<T>(values: Values<T>, value: T): Values<T> {
  if (values === value) return undefined;
  if (values instanceof Several && values.values.delete(value) && values.values.size === 0) return undefined;
  return values;
}

function visitAll<T>(values: Values<T>, visit: (value: T) => void): void {
  if (values instanceof Several) values.values.forEach(visit);
  else if (values !== undefined) visit(values);
}

const emptyNode = <T>(): Node<T> => ({ literals: undefined, any: undefined, values: undefined, rest: undefined });

const isEmpty = <T>({ literals, any, values, rest }: Node<T>): boolean =>
  literals === undefined && any === undefined && values === undefined && rest === undefined;

/** The node of `filter`, made where it is missing; that before the `#` when there is one. */
function pathTo<T>(root: Node<T>, filter: string): { readonly node: Node<T>; readonly isRest: boolean } {
  const levels = filter.split("/");
  const isRest = levels.at(-1) === "#";
  if (isRest) levels.pop();
  return { node: levels.reduce(childOf<T>, root), isRest };
}

function childOf<T>(node: Node<T>, level: string): Node<T> {
  if (level === "+") {
    node.any ??= emptyNode();
    return node.any;
  }
  node.literals ??= new Map();
  let child = node.literals.get(level);
  if (child === undefined) {
    child = emptyNode();
    node.literals.set(level, child);
  }
  return child;
}

/** @param at - where the next level of `topic` begins; beyond its end when there is none */
function descend<T>(node: Node<T>, topic: string, at: number, visit: (value: T) => void): void {
  // A wildcard at the first level does not match a topic that begins with $ (MQTT 5.0 §4.7.2).
  const wild = at > 0 || !topic.startsWith("$");
  if (wild) visitAll(node.rest, visit);
  if (at > topic.length) {
    visitAll(node.values, visit);
    return;
  }
  const { literals, any } = node;
  if (literals === undefined && any === undefined) return;
  const slash = topic.indexOf("/", at);
  const end = slash === -1 ? topic.length : slash;
  const literal = literals?.get(topic.slice(at, end));
  if (literal !== undefined) descend(literal, topic, end + 1, visit);
  if (wild && any !== undefined) descend(any, topic, end + 1, visit);
}

/** Removes and prunes what is left empty; true when `value` was there. */
function remove<T>(node: Node<T>, levels: readonly string[], at: number, value: T): boolean {
  const level = levels[at];
  if (level === undefined || level === "#") {
    const place = level === undefined ? "values" : "rest";
    const wasThere = includes(node[place], value);
    node[place] = without(node[place], value);
    return wasThere;
  }
  const child = level === "+" ? node.any : node.literals?.get(level);
  if (child === undefined) return false;
  const removed = remove(child, levels, at + 1, value);
  if (isEmpty(child)) prune(node, level);
  return removed;
}

function prune<T>(node: Node<T>, level: string): void {
  if (level === "+") {
    node.any = undefined;
    return;
  }
  node.literals?.delete(level);
  if (node.literals?.size === 0) node.literals = undefined;
}
