import { statusFlags } from "../device/reliability.js";
import { objectText } from "../protocol/object-id.js";
import { qudtUnit } from "../survey/engineering-unit.js";
import type { Point } from "../survey/survey.js";
import type { Served } from "./served.js";

/** A point as the device has it: its value, under `name`, and {@link besideValue}. */
export const plainPoint = (point: Point, name: string): readonly Served[] => [
  { kind: "property", name, point, source: "value", terms: {}, isCommon: false, affordance: plainValue(point) },
  ...besideValue(point, name),
];

/**
 * What there is of a point beside its value, whatever serves that: its status, its alarms and, where it is commanded, the
 * priority of the command that holds and an action that gives one's own up.
 */
export function besideValue(point: Point, name: string, priority?: number): readonly Served[] {
  const own = { point, isCommon: false, priority };
  const found: Served[] = [];
  if (point.hasStatusFlags)
    found.push({
      ...own,
      kind: "property",
      name: `${name}_status`,
      source: "status",
      terms: {},
      affordance: statusAffordance(point),
    });
  if (point.hasAlarms)
    found.push({
      ...own,
      kind: "event",
      name: `${name}_alarm`,
      source: "status",
      terms: { "map:read": "'inAlarm' in $", "map:data": name },
      affordance: alarmAffordance(point),
    });
  if (point.isCommandable)
    found.push(
      {
        ...own,
        kind: "property",
        name: `${name}_priority`,
        source: "priorities",
        terms: { "map:read": effectivePriority },
        affordance: priorityAffordance(point),
      },
      {
        ...own,
        kind: "action",
        name: `${name}_relinquish`,
        source: "relinquish",
        terms: {},
        affordance: { title: `${point.name}: relinquish`, description: relinquishText, safe: false, idempotent: true },
      },
    );
  return found;
}

/** A name that an affordance may have, made of an object's. */
export function affordanceName(text: string, point: Point): string {
  const name = text
    .replace(/[^\p{L}\p{N}-]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 64);
  const isUsable = name !== "" && !/^(?:__proto__|constructor|prototype)$/.test(name);
  return isUsable ? name : `${point.traits.name}_${point.object.instance}`;
}

const isWritable = ({ traits }: Point): boolean => traits.role !== "input";

/** Schema of a point's value in JSON, as Forms with its data type have it. */
export function valueSchema(point: Point): Readonly<Record<string, unknown>> {
  const { traits, states, minimum, maximum } = point;
  const unit = qudtUnit(point.units);
  switch (traits.kind) {
    case "binary":
      return { type: "boolean" };
    case "text":
      return { type: "string" };
    case "multi-state":
      return states.length === 0 ? { type: "integer", minimum: 1 } : { type: "string", enum: states };
    case "analog":
      return {
        type: traits.dataType === "Real" || traits.dataType === "Double" ? "number" : "integer",
        ...(unit !== undefined && { unit }),
        ...(isWritable(point) && isBound(minimum) && { minimum }),
        ...(isWritable(point) && isBound(maximum) && (!isBound(minimum) || maximum >= minimum) && { maximum }),
      };
  }
}

/** Devices without a bound say the largest number that there is. */
const isBound = (value: number | undefined): value is number => value !== undefined && Math.abs(value) < 1e30;

function plainValue(point: Point): object {
  const { name, traits, object, states } = point;
  const texts = traits.kind === "binary" ? `false: ${states[0]}, true: ${states[1]}` : undefined;
  const description = [point.description, `${traits.name} ${object.instance}`, texts].filter(
    (part) => part !== undefined,
  );
  return {
    title: name,
    description: description.join("; "),
    ...valueSchema(point),
    observable: true,
    ...(!isWritable(point) && { readOnly: true }),
  };
}

const statusAffordance = ({ name, object }: Point) => ({
  title: `${name}: status`,
  description: `Which of the status flags of object ${objectText(object)} are set.`,
  type: "array",
  items: { type: "string", enum: statusFlags },
  readOnly: true,
  observable: true,
});

const alarmAffordance = ({ name }: Point) => ({
  title: `${name}: alarm`,
  description: "The object has gone into alarm. The data is the name of the property that it is about.",
  data: { type: "string" },
});

const priorityAffordance = ({ name }: Point) => ({
  title: `${name}: priority`,
  description: "Priority of the command that holds: 1 wins over all, 16 over none; 17 where nobody commands.",
  type: "integer",
  minimum: 1,
  maximum: 17,
  readOnly: true,
  observable: true,
});

const relinquishText = "Gives the command of this gateway up: the next priority that commands, or the default, holds.";

/** The first of 16 slots that is not null, from 1; 17 when all are. */
const effectivePriority =
  "($slot := $filter([0..15], function($n) { $$[$n] != null })[0]; $exists($slot) ? $slot + 1 : 17)";
