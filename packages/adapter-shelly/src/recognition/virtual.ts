import { membersOf, textOf } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import type { Component } from "../component.js";
import { parameters, pointerTo, type Row } from "./served.js";

/** A value that the device's owner has made up, with the name that the owner gave it. */
const valueRow =
  (namespace: string, schemaOf: (component: Component) => DataSchema): Row =>
  (component) => {
    const { key, config, status } = component;
    if (!Object.hasOwn(status, "value")) return undefined;
    return {
      kind: "property",
      name: `${key.replace(":", "_")}_value`,
      affordance: { title: textOf(config.name) ?? key, ...schemaOf(component), observable: true },
      source: "status",
      method: `${namespace}.Set`,
      terms: { "map:pick": pointerTo(component, "value"), "map:write": parameters(component, '"value": $') },
    };
  };

function numberSchema({ config }: Component): DataSchema {
  const { min, max } = config;
  const unit = textOf(membersOf(membersOf(config.meta).ui).unit);
  const isRange = typeof min === "number" && typeof max === "number" && min <= max;
  return { type: "number", ...(isRange && { minimum: min, maximum: max }), ...(unit !== undefined && { unit }) };
}

function choiceSchema({ config }: Component): DataSchema {
  const options = Array.isArray(config.options) ? config.options.filter((option) => typeof option === "string") : [];
  return { type: "string", ...(options.length > 0 && { enum: [...new Set(options)] }) };
}

/** Virtual components by type. */
export const virtualRows: Readonly<Record<string, readonly Row[]>> = {
  boolean: [valueRow("Boolean", () => ({ type: "boolean" }))],
  number: [valueRow("Number", numberSchema)],
  text: [valueRow("Text", () => ({ type: "string" }))],
  enum: [valueRow("Enum", choiceSchema)],
};
