import type { PreparedForm } from "@thingwright/contracts";
import { type ClientContext, exchangeWith } from "./client-context.js";
import { FirstValue } from "./first-value.js";
import type { FormTarget } from "./form-target.js";
import { listenAWhile, nothingRetained } from "./retained-wait.js";
import { doesNotSubscribe } from "./unoffered.js";

/**
 * `readproperty` by subscribing: the first message is the value. A broker has it at once when it was published with
 * RETAIN; a value that is published in the meantime counts as well. Where the Form says that values are not retained, the
 * next one is waited for as long as the exchange may take.
 *
 * Rejects with a RemoteError after `retainedWaitMs` without a message.
 */
export function retainedReadForm(context: ClientContext, target: FormTarget): PreparedForm {
  const { form } = target.request;
  const waitMs = target.terms.retain === false ? undefined : context.settings.retainedWaitMs;
  return {
    ...doesNotSubscribe,
    request: (exchange) =>
      exchangeWith(
        context,
        target,
        exchange,
        () => `no retained value on ${target.described()}`,
        async ({ connection }, { broker, variables }, deadline) => {
          const filters = target.topicFilters(broker, variables);
          const first = new FirstValue(form.response.contentType);
          const { clock } = context.settings;
          const { qos = 0 } = target.terms;
          const value = await listenAWhile({ connection, filters, qos, clock, waitMs, deadline }, first, first.arrived);
          if (value === undefined) throw nothingRetained(filters, context.settings);
          return value;
        },
      ),
  };
}
