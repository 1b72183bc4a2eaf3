import { type CoapRequest, type CoapResponse, Code, errorResponse, type ObservationSink } from "@thingwright/coap";
import {
  andThen,
  type Emission,
  type HostedSubscription,
  type MaybePromise,
  type Subscriber,
} from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { OfferedTypes } from "../offered-types.js";
import { contentAnswer } from "./answer.js";
import { type Failures, inConciseWords } from "./failures.js";
import type { InboundCoapRequest } from "./inbound-coap-request.js";
import type { OpenObservation } from "./observations.js";
import type { ServerContext } from "./server-context.js";

/** What can be observed. */
export interface EmissionSource {
  readonly thingId: string;
  readonly types: OfferedTypes;
  /**
   * Whether only the latest value counts, as for a property (RFC 7641 §4.5.2). Otherwise each emission is acknowledged
   * before the next one is sent.
   */
  readonly conflates: boolean;
  open(request: InboundCoapRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
}

/** Said to the observers of a Thing that is withdrawn. */
export const withdrawn: CoapResponse = Object.freeze({ code: Code.NotFound, payload: "the Thing has been withdrawn" });

/**
 * Takes up the wish to observe. The answer is the first notification, so `first` makes it; when that or the
 * subscription fails, the answer is the error and nothing is observed (RFC 7641 §4.1).
 */
export function observe(
  request: CoapRequest,
  inbound: InboundCoapRequest,
  source: EmissionSource,
  first: (inbound: InboundCoapRequest) => MaybePromise<CoapResponse>,
  context: ServerContext,
): MaybePromise<CoapResponse> {
  const { maxQueuedNotifications } = context.limits;
  const sink = request.observe!.accept({ conflate: source.conflates, maxQueuedNotifications });
  const observation = new Observation(sink, source, context, context.failures.isConcise(request));
  return andThen(source.open(inbound, observation), (subscription) => {
    observation.cancelAtEnd(subscription);
    return first(inbound);
  });
}

/** One observer of one source: a Thing's subscriber on one side, the protocol's notifications on the other. */
export class Observation implements Subscriber, OpenObservation {
  readonly #sink: ObservationSink;
  readonly #source: EmissionSource;

  readonly #failures: Failures;
  readonly #isConcise: boolean;

  /** @param isConcise - whether the observer is told of errors by problem details */
  constructor(
    sink: ObservationSink,
    source: EmissionSource,
    { observations, failures }: Pick<ServerContext, "observations" | "failures">,
    isConcise: boolean,
  ) {
    this.#sink = sink;
    this.#source = source;
    this.#failures = failures;
    this.#isConcise = isConcise;
    observations.add(this);
    sink.onEnd(() => observations.remove(this));
  }

  get thingId(): string {
    return this.#source.thingId;
  }

  next({ content, sequence }: Emission): void {
    if (this.#sink.ended) return;
    const { types, conflates } = this.#source;
    const answer = contentAnswer(Code.Content, content, types);
    if (conflates) this.#sink.notify(answer);
    else this.#sink.notify({ ...answer, etag: occurrenceTag(sequence), confirmable: true });
  }

  error(error: WotError): void {
    this.#sink.notify(this.#isConcise ? this.#failures.concise(error) : errorResponse(error));
  }

  complete(): void {
    this.end(withdrawn);
  }

  end(last: CoapResponse): void {
    this.#sink.notify(this.#isConcise ? inConciseWords(last) : last);
  }

  abandon(): void {
    this.#sink.cancel();
  }

  cancelAtEnd(subscription: HostedSubscription): void {
    this.#sink.onEnd(() => subscription.cancel());
  }
}

/** Tells an event, above all one without data, from the answer to a registration, which has no tag. */
function occurrenceTag(sequence: number): Uint8Array {
  const tag = Buffer.alloc(6);
  tag.writeUIntBE(sequence % 2 ** 48, 0, 6);
  return tag;
}
