/** An appliance of two compartments, in SDF. */
export const fridge = {
  info: { title: "Fridge models", version: "2026-01-01", license: "BSD-3-Clause" },
  namespace: { ex: "https://example.com/models" },
  defaultNamespace: "ex",
  sdfThing: {
    fridge: {
      label: "Fridge with freezer",
      sdfData: { celsius: { type: "number", unit: "Cel", minimum: -50 } },
      sdfProperty: { status: { type: "boolean", writable: false, sdfRequired: [true] } },
      sdfThing: {
        freezer: {
          sdfRequired: ["temperature", "#/sdfThing/fridge/sdfThing/freezer/sdfEvent/warm"],
          sdfProperty: {
            temperature: {
              sdfRef: "ex:#/sdfThing/fridge/sdfData/celsius",
              maximum: 0,
              writable: false,
              observable: false,
            },
            mode: { sdfChoice: { fast: { description: "Cold at once" }, slow: {} } },
            level: { type: "integer", nullable: true },
            far: { sdfRef: "other:#/sdfData/x" },
            key: { type: "string", sdfType: "byte-string" },
          },
          sdfAction: {
            defrost: { label: "Defrost", sdfInputData: { type: "object", properties: { hard: { type: "boolean" } } } },
          },
          sdfEvent: { warm: { sdfOutputData: { sdfRef: "#/sdfThing/fridge/sdfData/celsius" } } },
        },
      },
      sdfObject: { lamp: { sdfRef: "#/sdfObject/switch", sdfAction: { toggle: null }, minItems: 1 } },
    },
  },
};

export const switches = {
  sdfObject: { switch: { sdfProperty: { on: { type: "boolean" } }, sdfAction: { toggle: {}, set: {} } } },
};
