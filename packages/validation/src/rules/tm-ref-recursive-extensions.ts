import { isRecord } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { type AnyObject, memberOf } from "./any-object.js";
import { type LocalReference, localReferences, placeOfReference } from "./local-references.js";
import type { Rule } from "./rule.js";
import { objectsIn, surveyOf } from "./survey.js";

/** No definition takes itself over, directly or by way of others, and no model extends itself (TD 1.1 §9.3.2). */
export const noRecursion: Rule = {
  id: "tm-ref-recursive-extensions",
  level: "error",
  *check(doc) {
    for (const { object, place } of objectsIn(doc, "links", undefined)) {
      const href = memberOf(object, "href");
      if (memberOf(object, "rel") !== "tm:extends" || (href !== "" && href !== "#")) continue;
      yield {
        pointer: pointerOf({ name: "href", parent: place }),
        phrase: "leads back to this model, which cannot extend itself",
      };
    }
    for (const reference of closingReferences(doc)) {
      yield {
        pointer: placeOfReference(reference),
        phrase: "leads back to the definition that it stands in, so that it never ends",
      };
    }
  },
};

/**
 * The references that close a circle: taking over a target takes over the references anywhere within it. One
 * depth-first walk over objects, whose edges are its members and what its reference leads to.
 */
function* closingReferences(doc: AnyObject): Generator<LocalReference> {
  const references = new Map([...localReferences(doc)].map((reference) => [reference.holder, reference]));
  if (references.size === 0) return;
  const state = new Map<object, "open" | "done">();
  for (const { object: start } of surveyOf(doc).objects) {
    const path: Step[] = state.has(start) ? [] : [stepTo(start, references)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      state.set(top.object, "open");
      const next = top.edges.pop();
      if (next === undefined) {
        state.set(top.object, "done");
        path.pop();
      } else if (!state.has(next.to)) path.push(stepTo(next.to, references));
      else if (state.get(next.to) === "open" && next.reference !== undefined) yield next.reference;
    }
  }
}

interface Edge {
  readonly to: object;
  readonly reference?: LocalReference;
}

interface Step {
  readonly object: object;
  readonly edges: Edge[];
}

function stepTo(object: object, references: ReadonlyMap<object, LocalReference>): Step {
  const edges: Edge[] = Object.values(object)
    .filter((member) => isRecord(member) || Array.isArray(member))
    .map((to) => ({ to }))
    .reverse();
  const reference = references.get(object);
  if (reference?.target !== undefined) edges.push({ to: reference.target, reference });
  return { object, edges };
}
