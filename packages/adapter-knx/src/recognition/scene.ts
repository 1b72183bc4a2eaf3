import { type Assignment, memberOf } from "../assignment/assignment.js";
import type { Row, Served } from "./served.js";

/** As it travels: displays count from 1. */
const sceneNumber = { type: "integer", title: "Scene", minimum: 0, maximum: 63 };

const sceneRow =
  (name: "recall" | "store", title: string): Row =>
  (device) => {
    const member = memberOf(device, "scene");
    const canLearn = member?.type.id === "18.001";
    if (member === undefined || (name === "store" && !canLearn)) return undefined;
    const input = device.scene === undefined ? { input: sceneNumber } : {};
    return {
      kind: "action",
      name,
      affordance: { title, safe: false, idempotent: true, ...input },
      member,
      terms: termsOf(device, canLearn, name === "store"),
    };
  };

/** The number is asked for, or is the device's own. */
function termsOf({ scene }: Assignment, canLearn: boolean, learn: boolean): Served["terms"] {
  if (scene !== undefined) return { "map:value": canLearn ? { learn, scene } : scene };
  return canLearn ? { "map:write": `{"learn": ${learn}, "scene": $}` } : {};
}

/** Recalls, and stores, a scene: one of 64, or the device's own. */
export const sceneRows: readonly Row[] = [sceneRow("recall", "Recall"), sceneRow("store", "Store")];
