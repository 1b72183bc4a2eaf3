import { memberOf } from "../assignment/assignment.js";
import { type Row, valueRow } from "./served.js";

/** For KNX, 100 % is closed; for the common API it is open. */
const openness = { "map:range": { "map:vendor": [0, 100], "map:model": [100, 0] } };

const positionRow = valueRow("position", "position", "position", "positionStatus", () => openness);

const tiltRow = valueRow("tilt", "slats", "slats", "slatsStatus", () => openness);

/** Of 1.010 it is 0 that stops; other objects stop by any value. */
const stopRow: Row = (device) => {
  const member = memberOf(device, "stop");
  if (member === undefined) return undefined;
  return {
    kind: "action",
    name: "stop",
    part: "position",
    member,
    terms: { "map:value": member.type.id !== "1.010" },
  };
};

/** To the end: by itself where no position can be set, and beside it. */
const endRow =
  (name: "open" | "close", title: string): Row =>
  (device) => {
    const member = memberOf(device, "move");
    if (member === undefined) return undefined;
    return {
      kind: "action",
      name,
      affordance: { title, safe: false, idempotent: true },
      member,
      terms: { "map:value": name === "close" },
    };
  };

export const blindRows: readonly Row[] = [
  positionRow,
  tiltRow,
  stopRow,
  endRow("open", "Open"),
  endRow("close", "Close"),
];
