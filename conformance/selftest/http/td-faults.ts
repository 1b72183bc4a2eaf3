import { describing, httpFaults, saying } from "./http-fault.js";

export const tdFaults = httpFaults("td", [
  { caughtBy: "td-json-open", what: "its description ends early", spoil: describing((text) => text.slice(0, -1)) },
  {
    caughtBy: "td-json-open_no-byte-order",
    what: "its description has a mark",
    spoil: describing((text) => `\ufeff${text}`),
  },
  {
    caughtBy: "td-json-open_utf-8",
    what: "its description is in Latin-1",
    spoil: describing((text) => Buffer.from(text.replace("Perfect", "Parf\u00e4it"), "latin1")),
  },
  { caughtBy: "td-processor", what: "it has no title", spoil: saying(({ title: _, ...rest }) => rest) },
  {
    caughtBy: "td-processor",
    what: "its security is not defined",
    spoil: saying((description) => ({ ...description, security: "none" })),
  },
  {
    caughtBy: "td-vocab-observable--PropertyAffordance",
    what: "a property is said to be observable and is not",
    spoil: saying(({ properties, ...rest }) => ({
      ...rest,
      properties: { ...properties, brightness: { ...properties!.brightness, observable: true } },
    })),
  },
]);
