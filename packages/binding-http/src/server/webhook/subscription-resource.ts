import { answerNothing } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { type CallbackSubscription, openingOf } from "../callbacks/callback-subscription.js";
import { takeVariables } from "../requests/content-choice.js";
import { type Resource, resource } from "../resources/resource.js";
import { probeSource } from "../subscriptions/probe-source.js";

/**
 * DELETE ends `subscription`, for whoever may subscribe to the same (Profile `…-unobserveproperty-2`).
 */
export function subscriptionResource(subscription: CallbackSubscription): Resource {
  const { source } = subscription;
  return {
    ...resource({
      DELETE: (request) => {
        takeVariables(request, source);
        settle(request, probeSource(source, { ...openingOf(request), ...variablesOf(subscription) }), () => {
          subscription.end();
          answerNothing(request);
        });
      },
    }),
    isFleeting: true,
  };
}

const variablesOf = ({ variables }: CallbackSubscription) => (variables === undefined ? {} : { variables });
