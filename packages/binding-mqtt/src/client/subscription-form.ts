import type { PreparedForm } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { Deadline } from "../connection/deadline.js";
import { isExactFilter } from "../connection/subscription.js";
import { statusTopicTerm } from "../form/request-terms.js";
import { isSharedFilter, sharedFilter } from "../topic/topic-name.js";
import { type ClientContext, type Contact, contactPeer } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { namedContent } from "./named-content.js";
import { replyOf } from "./reply.js";
import { RunningSubscription } from "./running-subscription.js";
import { ServerStatusListener, ThingStatusListener } from "./status-listener.js";
import { statusTopicsOf } from "./thing-status.js";
import { doesNotRequest } from "./unoffered.js";
import { type ContentReader, type RetainedUse, ValueListener, type ValueTerms } from "./value-listener.js";

/** `observeproperty`, `subscribeevent` and their counterparts for all: every message is a value. */
export function subscriptionForm(context: ClientContext, target: FormTarget): PreparedForm {
  return {
    ...doesNotRequest,
    async subscribe(exchange, sink) {
      const late = (): string => `no acknowledgement of the subscription to ${target.request.form.href}`;
      using deadline = new Deadline(context.settings.clock, exchange, late);
      const { peer, target: resolved } = await contactPeer(context, target, exchange, deadline);
      const running = new RunningSubscription(sink, context.peers, peer);
      try {
        await listen(context, target, { peer, target: resolved }, running, deadline);
      } catch (error) {
        await running.stop();
        throw error;
      }
      running.endWith(exchange.signal);
      return running;
    },
  };
}

/** Has `running` hear the values, and how its Thing and the server are. */
async function listen(
  { settings }: ClientContext,
  form: FormTarget,
  { peer: { connection }, target }: Contact,
  running: RunningSubscription,
  deadline: Deadline,
): Promise<void> {
  const filters = form.topicFilters(target.broker, target.variables);
  const asked = isEvent(form.request.operation) ? shared(filters, settings.sharedGroup) : filters;
  const values = new ValueListener(running, valueTerms(form, filters, asked));
  running.add(await connection.listen(asked, form.terms.qos ?? 0, values, deadline));
  const { thing, server } = statusTopicsOf(form, target.broker.url);
  if (thing !== undefined) {
    running.add(await connection.listen([thing], 0, new ThingStatusListener(running), deadline));
  }
  if (server !== undefined) {
    running.add(await connection.listen([server], 0, new ServerStatusListener(running, server), deadline));
  }
}

function valueTerms(target: FormTarget, filters: readonly string[], asked: readonly string[]): ValueTerms {
  const { form, operation } = target.request;
  return {
    toContent: contentReader(target, filters),
    retained: retainedUse(target),
    endsWithState: form.form[statusTopicTerm] !== undefined && operation === "observeproperty",
    hasOneTopic: asked.length === 1 && isExactFilter(asked[0]!),
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
  if (filters.length === 1 && isExactFilter(filters[0]!)) return (message) => replyOf(message, contentType);
  return (message) => ({ ...replyOf(message, contentType), source: message.topic });
}
