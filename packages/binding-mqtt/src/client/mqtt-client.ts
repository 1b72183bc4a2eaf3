import {
  type ClientBinding,
  type FormRefusal,
  type FormRequest,
  isSubscribing,
  isUnsubscribing,
  type PreparedForm,
} from "@thingwright/contracts";
import { ThingDescriptionError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import { answerTermsOf } from "../form/answer-terms.js";
import { formTermsOf } from "../form/form-terms.js";
import { mqttCarriersOf, refusalOfScheme } from "../form/form-transport.js";
import { withMqttTerms } from "../form/mqtt-vocabulary.js";
import { requestTermsOf } from "../form/request-terms.js";
import { mqttManifest } from "../manifest.js";
import { hasWildcard } from "../topic/topic-name.js";
import { answerForm } from "./answer/answer-form.js";
import type { ClientContext } from "./client-context.js";
import { clientSettingsOf, type MqttClientOptions } from "./client-options.js";
import { FormTarget } from "./form-target.js";
import { gatheringReadForm } from "./gathering-read-form.js";
import { PeerPool } from "./peer-pool.js";
import { publishForm } from "./publish-form.js";
import { requestForm } from "./request-form.js";
import { retainedReadForm } from "./retained-read-form.js";
import { subscriptionForm } from "./subscription-form.js";

/**
 * Consumes Forms with the schemes `mqtt` and `mqtts`, and by WebSocket those with `ws` and `wss` whose subprotocol is
 * `mqtt`: one connection for each broker and credentials, made when it is first needed.
 *
 * @throws {UsageError} WOT_RANGE, WOT_ARGUMENT
 */
export function mqttClient(options: MqttClientOptions = {}): ClientBinding {
  const settings = clientSettingsOf(options);
  const context: ClientContext = { settings, peers: new PeerPool(settings) };
  const stop = (): Promise<void> => context.peers.close();
  return {
    manifest: mqttManifest,
    carriersOf: mqttCarriersOf,
    prepare: (request) => prepare(context, withMqttTerms(request)),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function prepare(context: ClientContext, request: FormRequest): PreparedForm | FormRefusal {
  const { operation, form, authenticator } = request;
  if (isUnsubscribing(operation)) return { refused: `${operation} is carried out by stop() of the subscription` };
  if (!mqttManifest.clientOperations.includes(operation)) return { refused: `MQTT does not carry ${operation}` };
  const refusal = refusalOfScheme(form);
  if (refusal !== undefined) return { refused: refusal };
  const carriers = mqttCarriersOf(form);
  const foreign = authenticator?.carriers.find((carrier) => !carriers.includes(carrier));
  if (foreign !== undefined) return { refused: `MQTT has no place for credentials of the kind ${foreign}` };
  try {
    return choose(context, request);
  } catch (error) {
    if (error instanceof ThingDescriptionError) return { refused: error.message };
    throw error;
  }
}

/** The way to carry the operation out. @throws {ThingDescriptionError} when the Form is unusable */
function choose(context: ClientContext, request: FormRequest): PreparedForm | FormRefusal {
  const { form, operation } = request;
  const terms = formTermsOf(form.form, operation);
  const requestTerms = requestTermsOf(form.form);
  const target = new FormTarget(request, terms, requestTerms !== undefined && !isSubscribing(operation));
  if (isSubscribing(operation)) {
    if (terms.controlPacket !== "subscribe")
      return { refused: `${operation} cannot be done by ${terms.controlPacket}` };
    return subscriptionForm(context, target);
  }
  if (requestTerms !== undefined) return requestForm(context, target, requestTerms);
  const answerTerms = answerTermsOf(form.form);
  if (answerTerms !== undefined && isAnswerable(operation)) {
    // A read is by publishing as well, though the default of the W3C's binding is another one.
    const publishing = new FormTarget(request, { ...terms, controlPacket: "publish" });
    return answerForm(context, publishing, answerTerms);
  }
  if (isReading(operation) && terms.controlPacket === "subscribe") return readForm(context, target);
  if (isWriting(operation) && terms.controlPacket === "publish") return publishForm(context, target);
  if (isWriting(operation) || terms.controlPacket === "unsubscribe") {
    return { refused: `${operation} cannot be done by ${terms.controlPacket}` };
  }
  const ways = `tw:requestTopic and tw:replyTopic${isAnswerable(operation) ? ", or tw:answerFilter" : ""}`;
  return { refused: `MQTT has no answer for ${operation}, and the Form does not say where one comes (${ways})` };
}

/** Properties that share a filter with wildcards come one by one; else one message is the value, or all of them. */
function readForm(context: ClientContext, target: FormTarget): PreparedForm {
  const { filters } = target.terms;
  const isOne = target.request.operation === "readproperty" || !filters.some(hasWildcard);
  return isOne ? retainedReadForm(context, target) : gatheringReadForm(context, target);
}

const isReading = (operation: Operation): boolean => operation.startsWith("read");

/** What is done when it is published; some devices have a topic for cancelling, too. */
const isWriting = (operation: Operation): boolean =>
  operation.startsWith("write") || operation === "invokeaction" || operation === "cancelaction";

/** Invocations have no name by which a query could be about one of them. */
const isAnswerable = (operation: Operation): boolean => !/^(?:query|cancel)/.test(operation);
