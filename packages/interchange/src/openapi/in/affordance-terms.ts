import type { DataSchema } from "@thingwright/td";
import type { JsonObject } from "../../conversion.js";
import { textsOf } from "../../read/entries.js";
import { isEventStream, type Request, type Role } from "./request.js";

/** The affordance that a first Form makes: its texts and its data. */
export function membersOf({ operation, method, input, answers: { output } }: Request, { kind, op }: Role): JsonObject {
  const texts = textsOf(operation.summary, operation.description);
  const isSaid = operation["x-wot-operation"] !== undefined;
  if (kind === "property") {
    const schema = (op === "writeproperty" ? input?.schema : output?.schema) ?? {};
    return { ...schema, ...texts };
  }
  if (kind === "event") {
    const data = isEventStream(output) ? undefined : output?.schema;
    return { ...texts, ...partOf("subscription", input?.schema), ...partOf("data", data) };
  }
  return {
    ...texts,
    ...partOf("input", input?.schema),
    ...partOf("output", output?.schema),
    ...(!isSaid && (method === "put" || method === "delete") ? { idempotent: true } : {}),
    ...(!isSaid && method === "get" ? { safe: true, idempotent: true } : {}),
  };
}

const partOf = (part: string, schema: DataSchema | undefined): JsonObject =>
  schema === undefined ? {} : { [part]: schema };

/** `contentType` and `response`, where they are not what a Form has anyway. */
export function contentTermsOf({ input, answers: { output, status } }: Request, { op, subprotocol }: Role): JsonObject {
  const received = subprotocol === "sse" ? undefined : output?.contentType;
  const sent = op.startsWith("read") || op.startsWith("observe") ? undefined : input?.contentType;
  const contentType = sent ?? received ?? "application/json";
  const differs = received !== undefined && received !== contentType;
  return {
    ...(contentType === "application/json" ? {} : { contentType }),
    ...(differs || (received !== undefined && status !== undefined)
      ? { response: { contentType: received, ...(status === undefined ? {} : { "htv:statusCodeValue": status }) } }
      : {}),
  };
}
