import { outputRows } from "./measured.js";
import { parameters, pointerTo, type Row, type RowResult } from "./served.js";

/** 100 is open, as in the common API. Without a calibration the cover knows no position. */
const positionRow: Row = (component) =>
  component.status.pos_control !== true
    ? undefined
    : {
        kind: "property",
        name: "position",
        part: "position",
        source: "status",
        method: "Cover.GoToPosition",
        terms: { "map:pick": pointerTo(component, "current_pos"), "map:write": parameters(component, '"pos": $') },
      };

const tiltRow: Row = (component) =>
  typeof component.status.slat_pos !== "number"
    ? undefined
    : {
        kind: "property",
        name: "tilt",
        part: "slats",
        source: "status",
        method: "Cover.GoToPosition",
        terms: { "map:pick": pointerTo(component, "slat_pos"), "map:write": parameters(component, '"slat_pos": $') },
      };

const movingRow: Row = (component) =>
  typeof component.status.state !== "string"
    ? undefined
    : {
        kind: "property",
        name: "moving",
        part: "position",
        source: "status",
        terms: { "map:pick": pointerTo(component, "state"), "map:enum": movements },
      };

const movements = {
  stopped: "stopped",
  open: "stopped",
  closed: "stopped",
  calibrating: "stopped",
  opening: "opening",
  closing: "closing",
};

const stopRow: Row = (component) => ({
  kind: "action",
  name: "stop",
  part: "position",
  source: "call",
  method: "Cover.Stop",
  terms: { "map:value": { id: component.id ?? 0 } },
});

/** A cover without a position can be opened and closed all the same. */
const endRow =
  (name: "open" | "close", title: string): Row =>
  (component): RowResult | undefined =>
    component.status.pos_control === true
      ? undefined
      : {
          kind: "action",
          name,
          affordance: { title, safe: false, idempotent: true },
          source: "call",
          method: `Cover.${title}`,
          terms: { "map:value": { id: component.id ?? 0 } },
        };

/** The position at which something is in the way; the model alone has the event. */
const obstructedRow: Row = (component) => ({
  kind: "event",
  name: "obstructed",
  source: "change",
  terms: {
    "map:pick": pointerTo(component),
    "map:read": '"obstruction" in errors ? ($exists(current_pos) ? current_pos : $model.position)',
  },
});

export const coverRows: readonly Row[] = [
  positionRow,
  tiltRow,
  movingRow,
  stopRow,
  endRow("open", "Open"),
  endRow("close", "Close"),
  obstructedRow,
  ...outputRows,
];
