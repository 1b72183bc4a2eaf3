import { hasWildcard } from "./topic-name.js";

interface Node<T> {
  readonly children: Map<string, Node<T>>;
  readonly values: Set<T>;
}

/**
 * Values under topic filters, found by topic name.
 *
 * Filters without wildcards are a table; those with wildcards a trie of levels, so that looking up costs as much as
 * the topic is deep, however many filters there are.
 *
 * @see MQTT 5.0 §4.7
 */
export class TopicTrie<T> {
  readonly #exact = new Map<string, T | Several<T>>();
  readonly #root: Node<T> = emptyNode();
  #wildcards = 0;

  get isEmpty(): boolean {
    return this.#wildcards === 0 && this.#exact.size === 0;
  }

  /** Puts `value` under `filter`; a second time has no effect. */
  add(filter: string, value: T): void {
    if (!hasWildcard(filter)) {
      this.#addExact(filter, value);
      return;
    }
    const { values } = filter.split("/").reduce(childOf<T>, this.#root);
    if (values.has(value)) return;
    values.add(value);
    this.#wildcards += 1;
  }

  /** Takes `value` from under `filter`; what is not there has no effect. */
  delete(filter: string, value: T): void {
    if (hasWildcard(filter)) {
      if (remove(this.#root, filter.split("/"), 0, value)) this.#wildcards -= 1;
      return;
    }
    const known = this.#exact.get(filter);
    if (known === value) this.#exact.delete(filter);
    else if (known instanceof Several && known.values.delete(value) && known.values.size === 0) {
      this.#exact.delete(filter);
    }
  }

  /** Calls `visit` with every value whose filter matches `topic`; one value under two filters is visited twice. */
  match(topic: string, visit: (value: T) => void): void {
    const exact = this.#exact.get(topic);
    if (exact instanceof Several) for (const value of exact.values) visit(value);
    else if (exact !== undefined) visit(exact);
    if (this.#wildcards > 0) descend(this.#root, topic, 0, visit);
  }

  #addExact(filter: string, value: T): void {
    const known = this.#exact.get(filter);
    if (known === undefined) this.#exact.set(filter, value);
    else if (known instanceof Several) known.values.add(value);
    else if (known !== value) this.#exact.set(filter, new Several([known, value]));
  }
}

/** Values under the same topic, which are rare. */
class Several<T> {
  readonly values: Set<T>;

  constructor(values: readonly T[]) {
    this.values = new Set(values);
  }
}

function emptyNode<T>(): Node<T> {
  return { children: new Map(), values: new Set() };
}

function childOf<T>(node: Node<T>, level: string): Node<T> {
  let child = node.children.get(level);
  if (child === undefined) {
    child = emptyNode();
    node.children.set(level, child);
  }
  return child;
}

/** @param at - where the next level of `topic` begins; beyond its end when there is none */
function descend<T>(node: Node<T>, topic: string, at: number, visit: (value: T) => void): void {
  const { children } = node;
  // A wildcard at the first level does not match a topic that begins with $ (MQTT 5.0 §4.7.2).
  const wild = at > 0 || !topic.startsWith("$");
  if (wild) children.get("#")?.values.forEach(visit);
  if (at > topic.length) {
    node.values.forEach(visit);
    return;
  }
  if (children.size === 0) return;
  const slash = topic.indexOf("/", at);
  const end = slash === -1 ? topic.length : slash;
  const literal = children.get(topic.slice(at, end));
  if (literal !== undefined) descend(literal, topic, end + 1, visit);
  const any = wild ? children.get("+") : undefined;
  if (any !== undefined) descend(any, topic, end + 1, visit);
}

/** Removes and prunes what is left empty; true when `value` was there. */
function remove<T>(node: Node<T>, levels: readonly string[], at: number, value: T): boolean {
  if (at === levels.length) return node.values.delete(value);
  const child = node.children.get(levels[at]!);
  if (child === undefined) return false;
  const removed = remove(child, levels, at + 1, value);
  if (child.values.size === 0 && child.children.size === 0) node.children.delete(levels[at]!);
  return removed;
}
