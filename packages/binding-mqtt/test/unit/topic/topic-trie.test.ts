import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TopicTrie } from "../../../src/topic/topic-trie.js";

const matches = (filter: string, topic: string): boolean => {
  const trie = new TopicTrie<string>();
  trie.add(filter, "x");
  return found(trie, topic).length > 0;
};

const found = (trie: TopicTrie<string>, topic: string): string[] => {
  const values: string[] = [];
  trie.match(topic, (value) => values.push(value));
  return values.sort();
};

describe("A topic trie", () => {
  it.each([
    ["sport/tennis/player1/#", "sport/tennis/player1"],
    ["sport/tennis/player1/#", "sport/tennis/player1/ranking"],
    ["sport/#", "sport"],
    ["#", "sport/tennis"],
    ["#", "/"],
    ["sport/tennis/+", "sport/tennis/player1"],
    ["sport/+", "sport/"],
    ["+/+", "/finance"],
    ["/+", "/finance"],
    ["+/tennis/#", "sport/tennis"],
    ["$SYS/#", "$SYS/broker/load"],
    ["$SYS/monitor/+", "$SYS/monitor/Clients"],
    ["a/+", "a/$b"],
    ["a", "a"],
  ])("finds %s for %s (MQTT §4.7)", (filter, topic) => {
    expect(matches(filter, topic)).toBe(true);
  });

  it.each([
    ["sport/tennis/+", "sport/tennis/player1/ranking"],
    ["sport/+", "sport"],
    ["+", "/finance"],
    ["#", "$SYS/broker"],
    ["+/monitor/Clients", "$SYS/monitor/Clients"],
    ["a/b", "a/B"],
    ["a", "a/"],
    ["a/#", "ab"],
  ])("does not find %s for %s (MQTT §4.7)", (filter, topic) => {
    expect(matches(filter, topic)).toBe(false);
  });

  it("keeps several values under one filter and visits each once", () => {
    const trie = new TopicTrie<string>();
    for (const [filter, value] of [
      ["a/+", "x"],
      ["a/+", "y"],
      ["a/b", "z"],
      ["a/+", "x"],
    ] as const)
      trie.add(filter, value);
    expect(found(trie, "a/b")).toEqual(["x", "y", "z"]);
  });

  it("is not led astray by levels that are called like members of objects", () => {
    const trie = new TopicTrie<string>();
    trie.add("+/x", "x");
    expect(found(trie, "__proto__/constructor")).toEqual([]);
    trie.add("__proto__/+", "p");
    expect(found(trie, "__proto__/constructor")).toEqual(["p"]);
  });

  it("agrees with the rule of each filter by itself, also after removals", () => {
    const level = fc.constantFrom("a", "b", "", "+", "$s");
    const filter = fc
      .tuple(fc.array(level, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([levels, open]) => (open ? [...levels, "#"] : levels).join("/"))
      .filter((text) => text !== "");
    const topic = fc
      .array(fc.constantFrom("a", "b", "", "$s"), { minLength: 1, maxLength: 5 })
      .map((levels) => levels.join("/"));
    fc.assert(
      fc.property(
        fc.uniqueArray(filter, { maxLength: 8 }),
        fc.uniqueArray(filter, { maxLength: 4 }),
        topic,
        (kept, removed, name) => {
          const trie = new TopicTrie<string>();
          for (const one of [...kept, ...removed]) trie.add(one, one);
          for (const one of removed) trie.delete(one, one);
          const expected = kept.filter((one) => !removed.includes(one) && byTheRule(one, name));
          expect(found(trie, name)).toEqual(expected.sort());
        },
      ),
    );
  });
});

/** MQTT 5.0 §4.7 without cleverness. */
function byTheRule(filter: string, topic: string): boolean {
  if (topic.startsWith("$") && /^[+#]/.test(filter)) return false;
  const source = filter
    .split("/")
    .map((level) => (level === "+" ? "[^/]*" : level.replace("$", "\\$")))
    .join("/")
    .replace(/^#$/, ".*")
    .replace(/\/#$/, "(/.*)?");
  return new RegExp(`^${source}$`).test(topic);
}
