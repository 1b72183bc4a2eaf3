import { type ActionStatus, andThen, type HostedAction, type MaybePromise } from "@thingwright/contracts";
import { CredentialsError, RequestError } from "@thingwright/errors";
import { toStatusObject } from "../../websocket/action-status-object.js";
import type { RequestMessage } from "../../websocket/message.js";
import { contentOf, jsonPayload, requireJsonType } from "./json-payload.js";
import { acceptOf, actionOf, type MessageContext, type MessageResult } from "./message-operation.js";

export function invokeAction(connection: MessageContext, message: RequestMessage): MaybePromise<MessageResult> {
  const action = actionOf(connection, message.name);
  const contentType = requireJsonType(action);
  const accept = acceptOf(action);
  const isEmpty = message.input === undefined;
  const request = connection.inbound(isEmpty ? { accept } : { accept, content: contentOf(message.input, contentType) });
  return andThen(action.invoke(request), (reply) =>
    reply.kind === "output"
      ? { members: { name: action.name }, payload: jsonPayload("output", reply.content) }
      : { members: { name: action.name, status: toStatusObject(reply.status) } },
  );
}

export async function queryAction(connection: MessageContext, message: RequestMessage): Promise<MessageResult> {
  const { name, result } = await ofInvocation(connection, message, (action, id) =>
    action.query(id, connection.inbound({})),
  );
  return { members: { name, status: toStatusObject(result) } };
}

export async function cancelAction(connection: MessageContext, message: RequestMessage): Promise<MessageResult> {
  await ofInvocation(connection, message, (action, id) => action.cancel(id, connection.inbound({})));
  return { members: { actionID: message.actionID } };
}

/**
 * Does `work` with the action that has the invocation: the draft's message does not say which one it is. Actions that the
 * Consumer may not ask hide none of the others.
 */
async function ofInvocation<T>(
  connection: MessageContext,
  { actionID, name }: RequestMessage,
  work: (action: HostedAction, id: string | undefined) => MaybePromise<T>,
): Promise<{ readonly name: string; readonly result: T }> {
  const { actions } = connection.thing;
  const candidates = name === undefined ? [...actions.values()] : [actionOf(connection, name)];
  let refusal: CredentialsError | undefined;
  for (const action of candidates) {
    if (action.synchronous) continue;
    try {
      return { name: action.name, result: await work(action, actionID) };
    } catch (error) {
      if (error instanceof CredentialsError) refusal ??= error;
      else if (!(error instanceof RequestError && error.code === "WOT_NOT_FOUND")) throw error;
    }
  }
  throw refusal ?? new RequestError("WOT_NOT_FOUND", "there is no such invocation");
}

export function queryAllActions(connection: MessageContext): MaybePromise<MessageResult> {
  return andThen(connection.thing.queryAllActions(connection.inbound({})), (all) => {
    const statuses: Record<string, unknown> = Object.create(null);
    for (const [name, list] of all) statuses[name] = list.map((status: ActionStatus) => toStatusObject(status));
    return { members: { statuses } };
  });
}
