import type { ThingDescription } from "@thingwright/td";

/**
 * An MQTT device without any library, below `base`: an observable property, one that is written, an event, an action that
 * is answered on another topic, and one that is answered with MQTT 5.
 */
export function deviceOf(url: string, base: string, switchTopic = `${base}/switch`) {
  const at = (terms: object) => [{ href: url, ...terms }];
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: base,
    security: "nosec_sc",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    properties: {
      level: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        observable: true,
        forms: at({ op: ["readproperty", "observeproperty"], "mqv:filter": `${base}/level`, "mqv:retain": true }),
      },
      switch: { type: "boolean", writeOnly: true, forms: at({ op: ["writeproperty"], "mqv:topic": switchTopic }) },
    },
    events: {
      alarm: { data: { type: "integer", maximum: 100 }, forms: at({ "mqv:filter": `${base}/alarm` }) },
    },
    actions: {
      fade: {
        output: { type: "integer", maximum: 100 },
        forms: at({ "mqv:topic": `${base}/fade`, "tw:answerFilter": `${base}/faded` }),
      },
      blink: { output: { type: "integer", maximum: 100 }, forms: at({ "mqv:topic": `${base}/blink` }) },
    },
  } as const satisfies ThingDescription;
}

/** What a property, an event or an output of `type: integer, maximum: 100` must not be, with the code of the error. */
export const wrongPayloads: readonly (readonly [string, string | Buffer, string])[] = [
  ["no JSON", "{oops", "WOT_DATA_SYNTAX"],
  ["half a value", '{"a":', "WOT_DATA_SYNTAX"],
  ["no UTF-8", Buffer.of(0x22, 0xff, 0xfe, 0x22), "WOT_DATA_SYNTAX"],
  ["another type", '"much"', "WOT_DATA_INVALID"],
  ["a value out of range", "101", "WOT_DATA_INVALID"],
  ["more than a number holds", "1e999", "WOT_DATA_SYNTAX"],
  ["a prototype", '{"__proto__":{"level":1}}', "WOT_DATA_SYNTAX"],
  ["a hundred thousand levels", "[".repeat(100_000) + "]".repeat(100_000), "WOT_DATA_SYNTAX"],
  ["a megabyte", JSON.stringify("x".repeat(1_000_000)), "WOT_DATA_INVALID"],
];
