import { answerCreated } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import type { CallbackMeans } from "../callbacks/callback-means.js";
import { type CallbackStyle, CallbackSubscription, openingOf } from "../callbacks/callback-subscription.js";
import { subscriptionForm } from "../forms/subscription-form.js";
import { withBody } from "../requests/body.js";
import { jsonTypeOf, takeVariables } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { Handler } from "../resources/resource.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { subscriptionResource } from "./subscription-resource.js";
import { webhookNotification } from "./webhook-notification.js";
import { webhookRequest } from "./webhook-request.js";
import { WebhookSubscriptions } from "./webhook-subscriptions.js";

/** Below the address of a Thing: what was subscribed to by webhooks. No kind of affordance has this name. */
const subscriptionsSegment = "subscriptions";

/**
 * Webhooks: a POST with a callback URL subscribes, a DELETE of the address that it is answered with ends that.
 *
 * @see WoT Profile, HTTP Webhook Profile
 */
export function webhook({ policy, client, base }: CallbackMeans): ServerSubprotocol {
  const subscriptions = new WebhookSubscriptions();
  const style: CallbackStyle = {
    name: "webhook",
    client,
    render: (recorded, source) => webhookNotification(recorded, source, base()),
  };

  const subscribe = (request: InboundHttpRequest, source: EmissionSource): void => {
    takeVariables(request, source);
    const { callbackURL, content } = webhookRequest(request.content);
    const callback = policy.check(callbackURL);
    const accept = jsonTypeOf(source.contentTypes);
    request.accept = accept === source.contentTypes[0] ? undefined : accept;
    const { context, client: from } = request;
    const id = subscriptions.newId();
    const origin = { context, client: from, request: { ...openingOf(request), content } };
    const subscription = new CallbackSubscription(origin, source, callback, style, () => subscriptions.delete(id));
    settle(request, subscription.open(), () => {
      subscriptions.add(id, subscription);
      answerCreated(request, `${context.pathPrefix}${source.thingPath}/${subscriptionsSegment}/${id}`);
      subscription.begin(context.limits.maxCallbackLifetimeMs);
    });
  };

  return {
    name: "webhook",
    sourceForms: (source, at) => {
      const contentType = jsonTypeOf(source.contentTypes);
      return contentType === undefined ? [] : [subscriptionForm(source, at, contentType, "webhook")];
    },
    handlers: (source): Readonly<Record<string, Handler>> => {
      const post: Handler = (request) =>
        withBody(request, { contentTypes: ["application/json"] }, false, () => subscribe(request, source));
      return jsonTypeOf(source.contentTypes) === undefined ? {} : { POST: post };
    },
    ofThing: (thing, [segment, id, ...more]) => {
      if (segment !== subscriptionsSegment || id === undefined || more.length > 0) return undefined;
      const subscription = subscriptions.find(thing.id, id);
      return subscription && subscriptionResource(subscription);
    },
    stop: () => client.stop(),
  };
}
