/** A Thing Description, and a Thing Model of the same, against which nothing speaks. */
export const lamp = {
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en" }],
  title: "Lamp",
  security: "none",
  securityDefinitions: { none: { scheme: "nosec" } },
  properties: { level: { type: "integer", forms: [{ href: "https://lamp.example/level" }] } },
};
export const model = { ...lamp, "@type": "tm:ThingModel" };
