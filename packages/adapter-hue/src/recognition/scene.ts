import { answerPointer, type Row } from "./served.js";

/** A scene: whether its lamps are as it says, and to make them so. */
export const sceneRows: readonly Row[] = [
  () => ({
    kind: "property",
    name: "active",
    source: "state",
    terms: {
      "map:pick": answerPointer("status", "active"),
      "map:enum": { inactive: false, static: true, dynamic_palette: true },
    },
  }),
  () => ({
    kind: "event",
    name: "recalled",
    source: "state",
    terms: { "map:pick": answerPointer("status", "last_recall") },
  }),
  () => ({
    kind: "action",
    name: "recall",
    source: "invocation",
    terms: {
      "map:write":
        '{"recall": $merge([{"action": "active"}, $exists(transitionTime) ? {"duration": $round(transitionTime * 1000)} : {}])}',
    },
    put: { pointer: "/recall", schema: { type: "object" } },
  }),
];
