import type { PreparedForm } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { Deadline } from "../connection/deadline.js";
import type { MessageListener } from "../connection/listener.js";
import { statusTopicTerm } from "../form/request-terms.js";
import { isSharedFilter, sharedFilter } from "../topic/topic-name.js";
import { type ClientContext, contactPeer } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { namedContent } from "./named-content.js";
import { replyOf } from "./reply.js";
import { RunningSubscription } from "./running-subscription.js";
import { ServerStatusListener, ThingStatusListener } from "./status-listener.js";
import { statusTopicsOf } from "./thing-status.js";
import { doesNotRequest } from "./unoffered.js";
import { type ContentReader, type RetainedUse, ValueListener } from "./value-listener.js";

/** `observeproperty`, `subscribeevent` and their counterparts for all: every message is a value. */
export function subscriptionForm(context: ClientContext, target: FormTarget): PreparedForm {
  const { form, operation } = target.request;
  return {
    ...doesNotRequest,
    async subscribe(exchange, sink) {
      using deadline = new Deadline(
        context.settings.clock,
        exchange,
        () => `no acknowledgement of the subscription to ${form.href}`,
      );
      const { peer, target: resolved } = await contactPeer(context, target, exchange, deadline);
      const endsWithState = form.form[statusTopicTerm] !== undefined && operation === "observeproperty";
      const running = new RunningSubscription(sink, () => context.peers.release(peer));
      try {
        const filters = target.topicFilters(resolved.broker, resolved.variables);
        const qos = target.terms.qos ?? 0;
        const toContent = contentReader(target, filters);
        const values = new ValueListener(running, toContent, retainedUse(target), endsWithState);
        const asked = isEvent(operation) ? shared(filters, context.settings.sharedGroup) : filters;
        running.add(await peer.connection.listen(asked, qos, values, deadline));
        const status = statusTopicsOf(target, resolved.broker.url);
        const listen = async (topic: string, listener: MessageListener): Promise<void> =>
          running.add(await peer.connection.listen([topic], 0, listener, deadline));
        if (status.thing !== undefined) await listen(status.thing, new ThingStatusListener(running));
        if (status.server !== undefined) await listen(status.server, new ServerStatusListener(running, status.server));
      } catch (error) {
        await running.stop();
        throw error;
      }
      running.endWith(exchange.signal);
      return running;
    },
  };
}

const isEvent = (operation: Operation): boolean => operation.startsWith("subscribe");

/** Filters that a Form shares already stay as they are. */
const shared = (filters: readonly string[], group: string | undefined): readonly string[] =>
  group === undefined
    ? filters
    : filters.map((filter) => (isSharedFilter(filter) ? filter : sharedFilter(group, filter)));

function retainedUse({ request, terms }: FormTarget): RetainedUse {
  if (request.operation === "observeallproperties") return "after-interruption";
  return request.operation === "observeproperty" || terms.retain === true ? "always" : "never";
}

function contentReader({ request }: FormTarget, filters: readonly string[]): ContentReader {
  const { form, operation, thing } = request;
  const { contentType } = form;
  if (operation === "observeallproperties" || operation === "subscribeallevents") {
    const affordances = operation === "observeallproperties" ? thing.properties : thing.events;
    return namedContent(filters, new Set(Object.keys(affordances ?? {})), contentType);
  }
  return (message) => replyOf(message, contentType);
}
