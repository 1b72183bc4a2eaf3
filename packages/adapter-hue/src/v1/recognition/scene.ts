import type { Row } from "./served.js";

/** A scene can be recalled; what is active now, these bridges do not say. */
export const sceneRows: readonly Row[] = [
  ({ id }) => ({
    kind: "action",
    name: "recall",
    affordance: { title: "Recall", description: "Sets all lights as the scene says.", safe: false, idempotent: true },
    source: "invocation",
    terms: { "map:value": { scene: id } },
    sent: { scene: { type: "string" } },
  }),
];
