import { type Content, noContent } from "@thingwright/contracts";
import { DataSchemaError, ThingDescriptionError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import { type AnswerTerms, inputVariable, type PayloadMember, requestPayloadTerm } from "../../form/answer-terms.js";
import { fillText, type Variables } from "../../form/variable-text.js";
import { jsonOf } from "./json-payload.js";

/** Makes the payload of a request of its input and the variables of the exchange. */
export type RequestPayload = (input: Content | undefined, variables: Variables) => Content;

/**
 * What `terms` make of an input: `tw:requestPayload` stands in for a missing input, and is around one that
 * `tw:requestMembers` put into it as `{tw.input}`; else the input is the payload, with the members put in.
 *
 * @param contentType - of the Form; a payload of the Form's own has to be JSON or text
 * @throws {ThingDescriptionError} WOT_TD_INVALID where a payload or members do not go with `contentType`
 */
export function requestPayloadOf(terms: AnswerTerms, contentType: string): RequestPayload {
  const { requestPayload, requestMembers } = terms;
  const isJson = jsonType.test(contentType);
  if (requestMembers.length > 0 && !isJson) throw unfit(contentType, "tw:requestMembers is for JSON");
  if (
    requestPayload !== undefined &&
    !isJson &&
    (typeof requestPayload !== "string" || !contentType.startsWith("text/"))
  ) {
    throw unfit(contentType, `${requestPayloadTerm} has to be JSON or text`);
  }
  const surrounds = requestMembers.some(({ value }) => value === `{${inputVariable}}`);
  const own = (): Content =>
    requestPayload === undefined ? noContent : { contentType, body: encode(requestPayload, isJson) };
  if (requestMembers.length === 0) return (input) => input ?? own();
  return (input, variables) => {
    const frame = input !== undefined && !surrounds ? objectOf(input) : (requestPayload ?? {});
    const all = input === undefined || !surrounds ? variables : { ...variables, [inputVariable]: jsonOf(input.body) };
    return { contentType, body: encode(withMembers(frame, requestMembers, all), true) };
  };
}

/** A copy of `frame` with `members` in it. @throws {DataSchemaError} where a member has no place */
function withMembers(frame: unknown, members: readonly PayloadMember[], variables: Variables): unknown {
  const payload: unknown = structuredClone(frame);
  for (const { pointer, path, value } of members) {
    // Without an input there is nothing to put in its place.
    if (value === `{${inputVariable}}` && !Object.hasOwn(variables, inputVariable)) continue;
    let place: unknown = payload;
    for (const name of path.slice(0, -1)) place = childOf(place, name, pointer);
    put(place, path.at(-1)!, typeof value === "string" ? fillText(value, variables) : value, pointer);
  }
  return payload;
}

function childOf(parent: unknown, name: string, pointer: string): unknown {
  if (isRecord(parent) && Object.hasOwn(parent, name)) return parent[name];
  return put(parent, name, {}, pointer);
}

function put(parent: unknown, name: string, value: unknown, pointer: string): unknown {
  if (!isRecord(parent)) {
    throw new DataSchemaError("WOT_DATA_INVALID", `the request's payload has no place for ${pointer}`, { pointer });
  }
  (parent as Record<string, unknown>)[name] = value;
  return value;
}

function objectOf({ body }: Content): unknown {
  const value = jsonOf(body);
  if (isRecord(value)) return value;
  throw new DataSchemaError("WOT_DATA_INVALID", "the input has to be a JSON object: the request has further members");
}

const jsonType = /^application\/(?:[^;]*\+)?json\b/i;

const encode = (value: unknown, isJson: boolean): Uint8Array =>
  Buffer.from(isJson ? JSON.stringify(value) : String(value));

const unfit = (contentType: string, why: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `the content type ${JSON.stringify(contentType)} does not fit: ${why}`);
