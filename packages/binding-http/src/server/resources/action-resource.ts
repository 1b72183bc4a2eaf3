import {
  type ActionStatus,
  encodeSegment,
  type HostedAction,
  type HostedThing,
  type InvocationReply,
  type LinkedStatus,
  linkedStatuses,
} from "@thingwright/contracts";
import { answerContentOrNothing, answerJson, answerNothing } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { withBody } from "../requests/body.js";
import { chooseLikeBody, takeVariables } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { type Handler, type Resource, resource } from "./resource.js";

/** POST invokes; GET and DELETE ask for the latest invocation of an asynchronous action and cancel it. */
export function actionResource(action: HostedAction, path: string): Resource {
  const invoke = (request: InboundHttpRequest): void => {
    takeVariables(request, action);
    // A status has one content type only; there is nothing to choose.
    if (action.synchronous) chooseLikeBody(request, action.contentTypes);
    settle(request, action.invoke(request), (_request, reply) => answerInvocation(request, reply, path));
  };
  const post: Handler = (request) => withBody(request, action, true, invoke);
  if (action.synchronous) return resource({ POST: post });
  return resource({ POST: post, GET: query(action, undefined, path), DELETE: cancel(action, undefined) });
}

/** GET asks for one invocation of an asynchronous action, DELETE cancels it. */
export function invocationResource(action: HostedAction, id: string, path: string): Resource {
  return { ...resource({ GET: query(action, id, path), DELETE: cancel(action, id) }), isFleeting: true };
}

/** GET answers with the statuses of all actions by name, the latest first. */
export function actionsResource(thing: HostedThing, path: string): Resource {
  return resource({
    GET: (request) => {
      settle(request, thing.queryAllActions(request), (_request, statuses) => {
        const hrefOf = (name: string, status: ActionStatus): string =>
          statusHref(request, status, `${path}/${encodeSegment(name)}`);
        answerJson(request, 200, linkedStatuses(statuses, hrefOf));
      });
    },
  });
}

/** 200 or 204 for a synchronous action, 201 with Location for one that goes on (Profile `…-invokeaction-20` to `-21`). */
function answerInvocation(request: InboundHttpRequest, reply: InvocationReply, path: string): void {
  if (reply.kind === "output") {
    answerContentOrNothing(request, reply.content);
    return;
  }
  const status = linked(request, reply.status, path);
  answerJson(request, 201, status, ["location", status.href]);
}

const query =
  (action: HostedAction, id: string | undefined, path: string): Handler =>
  (request) =>
    settle(request, action.query(id, request), (_request, status) =>
      answerJson(request, 200, linked(request, status, path)),
    );

const cancel =
  (action: HostedAction, id: string | undefined): Handler =>
  (request) =>
    settle(request, action.cancel(id, request), answerNothing);

const linked = (request: InboundHttpRequest, status: ActionStatus, path: string): LinkedStatus => ({
  ...status,
  href: statusHref(request, status, path),
});

/** The address is relative to the authority: a client that came through another one can still use it. */
const statusHref = ({ context }: InboundHttpRequest, { id }: ActionStatus, path: string): string =>
  `${context.pathPrefix}${path}/${encodeSegment(id)}`;
