import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import type { ActionStatus, HostedAction, HostedThing, InvocationReply, MaybePromise } from "@thingwright/contracts";
import { OfferedTypes } from "../offered-types.js";
import { segmentOf, uriPath } from "../path-segment.js";
import { changed, contentAnswer, jsonAnswer } from "./answer.js";
import { accepting, InboundCoapRequest, inboundOf, withBody } from "./inbound-coap-request.js";
import { type Handler, type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";
import { settle } from "./settle.js";
import type { Segments } from "./thing-paths.js";

/** An ActionStatus as the Profile serialises it: with the address where it can be asked for again. */
type LinkedStatus = ActionStatus & { readonly href: string };

/** POST invokes; GET and DELETE ask for the latest invocation of an asynchronous action and cancel it. */
export function actionResource(action: HostedAction, path: Segments, context: ServerContext): Resource {
  const post = invoking(action, path, context);
  if (action.synchronous) return resource({ post });
  const ofInvocation = (id: string | undefined): Partial<Resource> => ({
    get: querying(action, id, path),
    delete: cancelling(action, id),
  });
  return resource({ ...ofInvocation(undefined), post, child: (id) => resource(ofInvocation(id)) });
}

/** GET answers with the statuses of all actions by name, the latest first. */
export function actionsResource(thing: HostedThing, pathOfAction: (name: string) => Segments): Resource {
  return resource({
    get: (request) =>
      settle(thing.queryAllActions(new InboundCoapRequest(request)), (statuses) => {
        const byName: Record<string, readonly LinkedStatus[]> = Object.create(null);
        for (const [name, list] of statuses) byName[name] = list.map((status) => linked(status, pathOfAction(name)));
        return jsonAnswer(Code.Content, byName);
      }),
  });
}

/** 2.04 with the output of a synchronous action; 2.01 with Location-Path and status for one that goes on. */
function invoking(action: HostedAction, path: Segments, { formats }: ServerContext): Handler {
  const types = new OfferedTypes(action.contentTypes, formats);
  const answer = (reply: InvocationReply): CoapResponse => {
    if (reply.kind === "status") {
      const created = jsonAnswer(Code.Created, linked(reply.status, path));
      return { ...created, locationPath: [...path, segmentOf(reply.status.id)] };
    }
    const isEmpty = reply.content.contentType === "" && reply.content.body.length === 0;
    return isEmpty ? changed : contentAnswer(Code.Changed, reply.content, types);
  };
  return (request: CoapRequest): MaybePromise<CoapResponse> => {
    const inbound = accepting(inboundOf(request, action.uriVariables), request, types);
    return settle(action.invoke(withBody(inbound, request, types, true)), answer);
  };
}

const querying =
  (action: HostedAction, id: string | undefined, path: Segments): Handler =>
  (request) =>
    settle(action.query(id, new InboundCoapRequest(request)), (status) =>
      jsonAnswer(Code.Content, linked(status, path)),
    );

const cancelling =
  (action: HostedAction, id: string | undefined): Handler =>
  (request) =>
    settle(action.cancel(id, new InboundCoapRequest(request)), () => deleted);

const deleted: CoapResponse = Object.freeze({ code: Code.Deleted });

const linked = (status: ActionStatus, path: Segments): LinkedStatus => ({
  ...status,
  href: uriPath([...path, segmentOf(status.id)]),
});
