import type { ThingDescription } from "../../src/index.js";

/** A small valid Thing Description. */
export const lamp: ThingDescription = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  base: "http://lamp.example/",
  security: "basic",
  securityDefinitions: { basic: { scheme: "basic" }, none: { scheme: "nosec" } },
  properties: {
    on: { type: "boolean", forms: [{ href: "properties/on" }] },
    level: { type: "integer", readOnly: true, forms: [{ href: "properties/level{?unit}", security: ["none"] }] },
  },
  actions: { toggle: { forms: [{ href: "actions/toggle" }] } },
  events: { overheated: { forms: [{ href: "events/overheated", subprotocol: "longpoll" }] } },
};

/** `lamp` with some members replaced. */
export const lampWith = (members: Readonly<Record<string, unknown>>): ThingDescription => ({ ...lamp, ...members });
