import type { Rule } from "./rule.js";

/**
 * `@context` names the TD namespace (TD 1.1 §6.3.1). The W3C schema sees to it, but lets an empty array pass; the
 * namespace of TD 1.0 alone is a TD 1.0 document and welcome (`td-context-ns-td10-namespacev10`).
 */
export const context: Rule = {
  id: "td-context",
  level: "error",
  *check(doc) {
    if (doc["@context"].length === 0) yield { pointer: "/@context", phrase: "is empty and names no TD namespace" };
  },
};
