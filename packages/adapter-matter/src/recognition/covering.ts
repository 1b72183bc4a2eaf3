import { attributeRow, hasAttribute, hasCommand, type Row, type RowResult } from "./served.js";

/** Matter counts how far it is closed, in hundredths of a percent; the common API has 100 for open. */
const openness = { "map:range": { "map:vendor": [10_000, 0], "map:model": [0, 100] } } as const;

const towards = (attribute: string, command: string, field: string, property: Pick<RowResult, "name" | "part">): Row =>
  attributeRow(attribute, property, { ...openness, "map:put": `/${field}` }, (place) =>
    hasCommand(place, command)
      ? { command, input: { [field]: { type: "integer", minimum: 0, maximum: 10_000 } } }
      : undefined,
  );

const stopRow: Row = (place) =>
  !hasCommand(place, "stopMotion")
    ? undefined
    : {
        kind: "action",
        name: "stop",
        part: "position",
        source: "none",
        terms: {},
        taker: { command: "stopMotion" },
        covers: ["stopMotion"],
      };

/** A covering that does not know where it is can be opened and closed all the same. */
const endRow =
  (name: "open" | "close", title: string, command: string): Row =>
  (place) =>
    hasAttribute(place, "currentPositionLiftPercent100ths") || !hasCommand(place, command)
      ? undefined
      : {
          kind: "action",
          name,
          affordance: { title, safe: false, idempotent: true },
          source: "none",
          terms: {},
          taker: { command },
          covers: [command],
        };

export const coveringRows: readonly Row[] = [
  towards("currentPositionLiftPercent100ths", "goToLiftPercentage", "liftPercent100thsValue", {
    name: "position",
    part: "position",
  }),
  towards("currentPositionTiltPercent100ths", "goToTiltPercentage", "tiltPercent100thsValue", {
    name: "tilt",
    part: "slats",
  }),
  attributeRow(
    "operationalStatus",
    { name: "moving", part: "position" },
    {
      "map:pick": "/operationalStatus/global",
      "map:enum": { 0: "stopped", 1: "opening", 2: "closing" },
    },
  ),
  stopRow,
  endRow("open", "Open", "upOrOpen"),
  endRow("close", "Close", "downOrClose"),
];
