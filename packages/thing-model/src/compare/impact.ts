import type { Flow } from "../affordance/affordance-differences.js";
import type { Effect } from "../schema/difference.js";

/** What a change asks of whoever relies on the model, from most to least. */
export type Impact = "breaking" | "compatible" | "patch";

/** What a change does to either side of the model. */
export interface Impacts {
  /** A Consumer written for the model before meets a Thing made from the one after. */
  readonly consumer: Impact;
  /** What a Thing made from the model before does, held against the one after; what it has to do in addition breaks nothing. */
  readonly producer: Impact;
}

/** The impacts of a difference in values that go `flow`. */
export function impactsOf(effect: Effect, flow: Flow): Impacts {
  if (effect === "wider") return { consumer: flow === "in" ? "compatible" : "breaking", producer: "compatible" };
  if (effect === "narrower") {
    return {
      consumer: flow === "out" ? "compatible" : "breaking",
      producer: flow === "in" ? "compatible" : "breaking",
    };
  }
  return byEffect[effect];
}

const byEffect: Readonly<Record<Exclude<Effect, "wider" | "narrower">, Impacts>> = {
  changed: { consumer: "breaking", producer: "breaking" },
  removed: { consumer: "breaking", producer: "compatible" },
  added: { consumer: "compatible", producer: "compatible" },
  annotation: { consumer: "compatible", producer: "compatible" },
  text: { consumer: "patch", producer: "patch" },
};

const order: readonly Impact[] = ["patch", "compatible", "breaking"];

/** The gravest of `impacts`; `undefined` of none. */
export function gravest(impacts: readonly Impact[]): Impact | undefined {
  return order.findLast((impact) => impacts.includes(impact));
}
