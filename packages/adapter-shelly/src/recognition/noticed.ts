import { pointerTo, type Row } from "./served.js";

/** An alarm that the component has as a boolean. */
const alarmRow =
  (name: string): Row =>
  (component) =>
    typeof component.status.alarm !== "boolean"
      ? undefined
      : { kind: "property", name, source: "status", terms: { "map:pick": pointerTo(component, "alarm") } };

const smokeEventRow: Row = (component) => ({
  kind: "event",
  name: "alarm",
  source: "status",
  terms: { "map:pick": pointerTo(component, "alarm"), "map:data": "smoke" },
});

const muteRow: Row = (component) => ({
  kind: "action",
  name: "silence",
  source: "call",
  method: "Smoke.Mute",
  terms: { "map:value": { id: component.id ?? 0 } },
});

/** A switch has a state, a push button has presses, and an analog input has a percentage. */
const inputRows: readonly Row[] = [
  (component) =>
    typeof component.status.state !== "boolean"
      ? undefined
      : {
          kind: "property",
          name: `input_${component.id ?? 0}`,
          affordance: { title: `Input ${component.id ?? 0}`, type: "boolean", readOnly: true, observable: true },
          source: "status",
          terms: { "map:pick": pointerTo(component, "state") },
        },
  (component) =>
    typeof component.status.percent !== "number"
      ? undefined
      : {
          kind: "property",
          name: `input_${component.id ?? 0}`,
          affordance: {
            title: `Input ${component.id ?? 0}`,
            type: "number",
            unit: "qudtUnit:PERCENT",
            readOnly: true,
            observable: true,
          },
          source: "status",
          terms: { "map:pick": pointerTo(component, "percent") },
        },
  (component) =>
    component.config.type !== "button"
      ? undefined
      : {
          kind: "event",
          name: `input_${component.id ?? 0}_pressed`,
          affordance: { title: `Input ${component.id ?? 0} pressed`, data: { type: "string", enum: presses } },
          source: "notification",
          terms: { "map:pick": "/event" },
        },
];

const presses = ["btn_down", "btn_up", "single_push", "double_push", "triple_push", "long_push"];

export const noticingRows: Readonly<Record<string, readonly Row[]>> = {
  input: inputRows,
  smoke: [alarmRow("smoke"), smokeEventRow, muteRow],
  flood: [alarmRow("leak")],
};
