import type { EffectiveForm, Operation } from "@thingwright/td";

/** Members of a Path Item Object that are methods. */
const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** The method of `operation` at an HTTP Form as OpenAPI spells it; `undefined` when it has none there. */
export function methodOf({ form }: EffectiveForm, operation: Operation): string | undefined {
  const said = form["htv:methodName"];
  const method = typeof said === "string" ? said.toLowerCase() : defaultMethod(operation);
  return method !== undefined && methods.has(method) ? method : undefined;
}

/** The HTTP binding's default; ending a subscription closes a connection and is no request. */
function defaultMethod(operation: Operation): string | undefined {
  if (operation.startsWith("un")) return undefined;
  if (operation.startsWith("write")) return "put";
  if (operation === "invokeaction") return "post";
  return operation === "cancelaction" ? "delete" : "get";
}
