/** A Thing with something to read, to write and to invoke. */
export const dimmer = {
  title: "dimmer",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  security: ["nosec_sc"],
  properties: { level: { type: "integer", minimum: 0, maximum: 100 } },
  actions: { add: { input: { type: "integer" }, output: { type: "integer" } } },
};
