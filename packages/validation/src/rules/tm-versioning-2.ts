import { isRecord } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** A Thing Model has no version of an instance (TD 1.1 §9.2). */
export const modelHasNoInstanceVersion: Rule = {
  id: "tm-versioning-2",
  level: "error",
  *check(doc) {
    const version = memberOf(doc, "version");
    if (!isRecord(version) || memberOf(version, "instance") === undefined) return;
    const phrase = 'has to go: a Thing Model has only "model" in its version';
    yield { pointer: "/version/instance", phrase, mend: { kind: "remove" } };
  },
};
