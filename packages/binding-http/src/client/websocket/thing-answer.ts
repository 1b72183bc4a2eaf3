import { noContent, type Reply } from "@thingwright/contracts";
import { errorFromHttpStatus, type Problem, ProtocolError, type WotError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import { fromStatusObject } from "../../websocket/action-status-object.js";
import type { ActionStatusObject, NotificationMessage, ResponseMessage } from "../../websocket/message.js";

const jsonType = "application/json";
const encoder = new TextEncoder();

/** The error of an answer that is one: its `status` is that of HTTP, its members are problem details (RFC 9457). */
export function refusalIn(error: Problem): WotError {
  const status = Number(error.status);
  if (Number.isInteger(status) && status >= 400 && status <= 599) return errorFromHttpStatus(status, error);
  return new ProtocolError("WOT_PROTOCOL", "the Thing answered with an error of no status", {
    section: "Web Thing Protocol, Error Response",
  });
}

/** What an answer says to `operation`. @throws {ProtocolError} WOT_PROTOCOL when it lacks what it must have */
export function replyIn(response: ResponseMessage, operation: Operation): Reply {
  switch (operation) {
    case "readproperty":
      return required(response, "value");
    case "readallproperties":
    case "readmultipleproperties":
      return required(response, "values");
    case "invokeaction":
      return invocationIn(response);
    case "queryaction":
      return json(fromStatusObject(statusIn(response)));
    case "queryallactions":
      return json(statusesIn(response));
    default:
      return noContent;
  }
}

/** The data of a notification; `undefined` when it has none. */
export function dataIn({ data, value }: NotificationMessage): unknown {
  return data === undefined ? value : data;
}

export const json = (value: unknown): Reply => ({
  contentType: jsonType,
  body: encoder.encode(JSON.stringify(value)),
});

/** An output, or the status of an action that goes on; its id is what `queryaction` and `cancelaction` ask with. */
function invocationIn({ output, status }: ResponseMessage): Reply {
  if (status === undefined) return output === undefined ? noContent : json(output);
  const known = fromStatusObject(statusIn({ status }));
  return typeof known.id === "string" ? { ...json(known), location: known.id } : json(known);
}

function statusIn({ status }: Pick<ResponseMessage, "status">): ActionStatusObject {
  if (typeof status === "object" && status !== null) return status;
  throw lacks("status");
}

/** By action, the latest first, as the Thing has them. */
export function statusesIn({ statuses }: ResponseMessage): Readonly<Record<string, readonly object[]>> {
  if (typeof statuses !== "object" || statuses === null) throw lacks("statuses");
  const byAction: Record<string, readonly object[]> = Object.create(null);
  for (const [name, list] of Object.entries(statuses)) {
    if (!Array.isArray(list)) throw lacks("statuses");
    byAction[name] = list.map((status: ActionStatusObject) => fromStatusObject(statusIn({ status })));
  }
  return byAction;
}

function required(response: ResponseMessage, name: "value" | "values"): Reply {
  if (response[name] === undefined) throw lacks(name);
  return json(response[name]);
}

const lacks = (name: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the answer of the Thing has no usable "${name}"`, {
    section: "Web Thing Protocol",
  });
