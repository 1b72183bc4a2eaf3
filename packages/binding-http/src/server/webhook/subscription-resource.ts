import { andThen } from "@thingwright/contracts";
import { answerNothing } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { type CallbackSubscription, openingOf } from "../callbacks/callback-subscription.js";
import { takeVariables } from "../requests/content-choice.js";
import { type Resource, resource } from "../resources/resource.js";

/**
 * DELETE ends `subscription`, for whoever may subscribe to the same: that is found out by doing so, for a moment
 * (Profile `…-unobserveproperty-2`).
 */
export function subscriptionResource(subscription: CallbackSubscription): Resource {
  const { source } = subscription;
  return {
    ...resource({
      DELETE: (request) => {
        takeVariables(request, source);
        const probe = source.open({ ...openingOf(request), ...variablesOf(subscription) }, nobody);
        settle(
          request,
          andThen(probe, (hosted) => hosted.cancel()),
          () => {
            subscription.end();
            answerNothing(request);
          },
        );
      },
    }),
    isFleeting: true,
  };
}

const variablesOf = ({ variables }: CallbackSubscription) => (variables === undefined ? {} : { variables });

const nobody = { next() {}, error() {}, complete() {} };
