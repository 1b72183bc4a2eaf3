import type { Content } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import type { MetricValue } from "../payload/payload.js";

const contentType = "application/json";

/** A value as the content that an affordance has. */
export const contentOf = (value: MetricValue): Content => ({ contentType, body: Buffer.from(JSON.stringify(value)) });

/** The value in a content; `undefined` where there is none. @throws {DataSchemaError} WOT_DATA_SYNTAX */
export function contentValue(content: Content | undefined): MetricValue | undefined {
  if (content === undefined || content.body.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(content.body).toString()) as MetricValue;
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the value of a metric is written as JSON", { cause });
  }
}

/** Whether Forms with `type` can be served: values of metrics have no other form outside their payloads. */
export const isJsonType = (type: string): boolean => /^application\/json\s*(?:;|$)/i.test(type);
