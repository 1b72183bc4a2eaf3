import { discoveryLimits } from "./discovery-limits.js";

/** Whether `value` is the name of one topic. What a Form would take for a variable is none (MQTT 5.0 §4.7.1). */
export const isTopicName = (value: unknown): value is string =>
  typeof value === "string" &&
  value !== "" &&
  value.length <= discoveryLimits.maxTopicLength &&
  !/[+#{}\0]/u.test(value);
