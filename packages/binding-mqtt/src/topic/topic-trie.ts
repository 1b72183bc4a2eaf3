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
  readonly #exact = new Map<string, Set<T>>();
  readonly #root: Node<T> = emptyNode();
  #wildcards = 0;

  /** Puts `value` under `filter`; a second time has no effect. */
  add(filter: string, value: T): void {
    if (!hasWildcard(filter)) {
      const values = this.#exact.get(filter);
      if (values === undefined) this.#exact.set(filter, new Set([value]));
      else values.add(value);
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
    const values = this.#exact.get(filter);
    if (values?.delete(value) && values.size === 0) this.#exact.delete(filter);
  }

  /** Calls `visit` with every value whose filter matches `topic`; one value under two filters is visited twice. */
  match(topic: string, visit: (value: T) => void): void {
    const exact = this.#exact.get(topic);
    if (exact !== undefined) for (const value of exact) visit(value);
    if (this.#wildcards > 0) descend(this.#root, topic.split("/"), 0, visit);
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

function descend<T>(node: Node<T>, levels: readonly string[], at: number, visit: (value: T) => void): void {
  // A wildcard at the first level does not match a topic that begins with $ (MQTT 5.0 §4.7.2).
  const wild = at > 0 || !levels[0]!.startsWith("$");
  if (wild) node.children.get("#")?.values.forEach(visit);
  if (at === levels.length) {
    node.values.forEach(visit);
    return;
  }
  const literal = node.children.get(levels[at]!);
  if (literal !== undefined) descend(literal, levels, at + 1, visit);
  const any = wild ? node.children.get("+") : undefined;
  if (any !== undefined) descend(any, levels, at + 1, visit);
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
