import { escapePointer } from "../json-pointer.js";
import { truncate } from "../truncate.js";
import type { ThingDescription } from "../types/thing.js";
import type { Rule, RuleViolation } from "./rule.js";
import { undefinedNames } from "./undefined-names.js";

/**
 * The rule about one of the two lists of a ComboSecurityScheme: each name is defined, and none leads back to the
 * scheme itself. The assertions speak of "other" definitions; a circle could never be satisfied.
 */
export function comboRule(id: string, term: ComboTerm): Rule {
  return {
    id,
    level: "error",
    *check(doc) {
      for (const [name, scheme] of Object.entries(doc.securityDefinitions)) {
        if (scheme.scheme === "combo") yield* undefinedNames(doc, scheme[term], pointerOf({ name, term }));
      }
      for (const edge of closingEdges(doc)) {
        if (edge.term !== term) continue;
        const phrase = `leads back to ${truncate(JSON.stringify(edge.target))}, so that it can never be satisfied`;
        yield { pointer: `${pointerOf(edge)}/${edge.index}`, phrase } satisfies RuleViolation;
      }
    },
  };
}

type ComboTerm = "oneOf" | "allOf";

/** One name in a list of a combo. */
interface Edge {
  readonly name: string;
  readonly term: ComboTerm;
  readonly index: number;
  readonly target: string;
}

const pointerOf = ({ name, term }: Pick<Edge, "name" | "term">): string =>
  `/securityDefinitions/${escapePointer(name)}/${term}`;

/** The edges that close a circle, found by one depth-first walk without recursion. */
function* closingEdges(doc: ThingDescription): Generator<Edge> {
  const state = new Map<string, "open" | "done">();
  for (const start of Object.keys(doc.securityDefinitions)) {
    if (state.has(start)) continue;
    state.set(start, "open");
    const path = [{ name: start, edges: edgesOf(doc, start) }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { done, value: edge } = top.edges.next();
      if (done) {
        state.set(top.name, "done");
        path.pop();
      } else if (state.get(edge.target) === "open") yield edge;
      else if (!state.has(edge.target)) {
        state.set(edge.target, "open");
        path.push({ name: edge.target, edges: edgesOf(doc, edge.target) });
      }
    }
  }
}

function* edgesOf({ securityDefinitions }: ThingDescription, name: string): Generator<Edge, undefined> {
  const scheme = Object.hasOwn(securityDefinitions, name) ? securityDefinitions[name] : undefined;
  if (scheme?.scheme !== "combo") return;
  for (const term of ["oneOf", "allOf"] as const) {
    for (const [index, target] of (scheme[term] ?? []).entries()) yield { name, term, index, target };
  }
}
