import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import {
  type ActionStatus,
  andThen,
  type HostedAction,
  type HostedThing,
  type InvocationReply,
  type LinkedStatus,
  linkedStatuses,
  type MaybePromise,
  type PathSegments,
  uriPath,
} from "@thingwright/contracts";
import { OfferedTypes } from "../offered-types.js";
import { segmentOf } from "../path-segment.js";
import { changed, contentAnswer, jsonAnswer } from "./answer.js";
import { accepting, InboundCoapRequest, inboundOf, withBody } from "./inbound-coap-request.js";
import { type Handler, type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/** POST invokes; GET and DELETE ask for the latest invocation of an asynchronous action and cancel it. */
export function actionResource(action: HostedAction, path: PathSegments, context: ServerContext): Resource {
  const post = invoking(action, path, context);
  if (action.synchronous) return resource({ post });
  const ofInvocation = (id: string | undefined): Partial<Resource> => ({
    get: querying(action, id, path),
    delete: cancelling(action, id),
  });
  return resource({ ...ofInvocation(undefined), post, child: (id) => resource(ofInvocation(id)) });
}

/** GET answers with the statuses of all actions by name, the latest first. */
export function actionsResource(thing: HostedThing, pathOfAction: (name: string) => PathSegments): Resource {
  return resource({
    get: (request) =>
      andThen(thing.queryAllActions(new InboundCoapRequest(request)), (statuses) =>
        jsonAnswer(
          Code.Content,
          linkedStatuses(statuses, (name, status) => statusHref(status, pathOfAction(name))),
        ),
      ),
  });
}

/** 2.04 with the output of a synchronous action; 2.01 with Location-Path and status for one that goes on. */
function invoking(action: HostedAction, path: PathSegments, { formats }: ServerContext): Handler {
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
    return andThen(action.invoke(withBody(inbound, request, types, true)), answer);
  };
}

const querying =
  (action: HostedAction, id: string | undefined, path: PathSegments): Handler =>
  (request) =>
    andThen(action.query(id, new InboundCoapRequest(request)), (status) =>
      jsonAnswer(Code.Content, linked(status, path)),
    );

const cancelling =
  (action: HostedAction, id: string | undefined): Handler =>
  (request) =>
    andThen(action.cancel(id, new InboundCoapRequest(request)), () => deleted);

const deleted: CoapResponse = Object.freeze({ code: Code.Deleted });

const linked = (status: ActionStatus, path: PathSegments): LinkedStatus => ({
  ...status,
  href: statusHref(status, path),
});

const statusHref = ({ id }: ActionStatus, path: PathSegments): string => uriPath([...path, segmentOf(id)]);
