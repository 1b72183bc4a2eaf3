import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import { isPromise, type MaybePromise } from "@thingwright/contracts";
import type { PendingAnswers } from "./pending-answers.js";
import { handlerOf } from "./resource.js";
import type { ResourceTable } from "./resource-table.js";

const notFound: CoapResponse = Object.freeze({ code: Code.NotFound, payload: "there is nothing here" });
const methodNotAllowed: CoapResponse = Object.freeze({ code: Code.MethodNotAllowed });

/** Leads each request to its resource: for what is there at once, one look-up and one call. */
export function handle(
  request: CoapRequest,
  table: ResourceTable,
  pending: PendingAnswers,
): MaybePromise<CoapResponse> {
  const resource = table.find(request);
  if (resource === undefined) return notFound;
  const handler = handlerOf(resource, request.method);
  if (handler === undefined) return methodNotAllowed;
  const answer = handler(request);
  return isPromise(answer) ? pending.add(answer) : answer;
}
