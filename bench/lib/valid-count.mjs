import { Ajv } from "ajv";
import { counter } from "./counter.mjs";

/** Whether a value is one of the counter's property, as ajv judges it. */
export const isCount = new Ajv().compile({ type: "integer", minimum: counter.properties.count.minimum });
