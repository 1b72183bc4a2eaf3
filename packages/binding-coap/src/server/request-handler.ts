import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import { isPromise, type MaybePromise } from "@thingwright/contracts";
import { conditionsOf, handleOnCondition, preconditionFailed } from "./conditions.js";
import { type Failures, inConciseWords } from "./failures.js";
import { handlerOf } from "./resource.js";
import type { ResourceTable } from "./resource-table.js";

const notFound: CoapResponse = Object.freeze({ code: Code.NotFound, payload: "there is nothing here" });
const methodNotAllowed: CoapResponse = Object.freeze({ code: Code.MethodNotAllowed });

/** Leads each request to its resource: for what is there at once, one look-up and one call. */
export function handle(request: CoapRequest, table: ResourceTable, failures: Failures): MaybePromise<CoapResponse> {
  return failures.isConcise(request) ? handleConcisely(request, table, failures) : answerTo(request, table);
}

/** The same for a peer that wants errors as problem details. */
function handleConcisely(request: CoapRequest, table: ResourceTable, failures: Failures): MaybePromise<CoapResponse> {
  try {
    const answer = answerTo(request, table);
    if (!isPromise(answer)) return inConciseWords(answer);
    return answer.then(inConciseWords, (error: unknown) => failures.concise(error));
  } catch (error) {
    return failures.concise(error);
  }
}

/** Where a group may ask: what changes things, or tells much, is asked of one server (RFC 7252 §11.3). */
const groupPath = "/.well-known/core";

function answerTo(request: CoapRequest, table: ResourceTable): MaybePromise<CoapResponse> {
  if (request.multicast && request.path !== groupPath) return notFound;
  const resource = table.find(request);
  if (resource === undefined) return conditionsOf(request)?.mustExist === true ? preconditionFailed : notFound;
  const handler = handlerOf(resource, request.method);
  if (handler === undefined) return methodNotAllowed;
  const conditions = conditionsOf(request);
  return conditions === undefined ? handler(request) : handleOnCondition(request, resource, handler, conditions);
}
