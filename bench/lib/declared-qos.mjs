import { counter } from "./counter.mjs";

/** The counter, whose property declares the QoS of its values and of what is written to it. */
export const counterAt = (qos, title) => ({
  ...counter,
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
  title,
  properties: { count: { ...counter.properties.count, "mqv:qos": String(qos) } },
});
