import {
  type BindingManifest,
  type ClientBinding,
  type Clock,
  type FormRefusal,
  type FormRequest,
  isUnsubscribing,
  type Logger,
  limitsFrom,
  type PreparedForm,
  silent,
  systemClock,
  within,
} from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import type { ProtocolClient, ProtocolClientFactory } from "../plug-in/interfaces.js";
import { defaultNodeWotClientLimits, type NodeWotClientLimits } from "./client-limits.js";
import type { ClientState } from "./client-state.js";
import { type ContainmentOptions, containment } from "./contained.js";
import { Feeds } from "./feeds.js";
import { NodeWotPreparedForm } from "./prepared-form.js";
import { TheirClients } from "./their-clients.js";
import { carriersTo } from "./their-credentials.js";
import { messageOf } from "./their-failure.js";

export interface NodeWotClientOptions extends ContainmentOptions {
  /** Measures deadlines; default: the clock on the wall. */
  readonly clock?: Clock;
  /** Hears what their code left behind; default: nobody. */
  readonly logger?: Logger;
  /** Uniform in [0, 1), spreads attempts to subscribe anew; default `Math.random`. */
  readonly random?: () => number;
  /**
   * Whether a subscription ends when the binding says `complete`; default false: those of node-wot for HTTP and OPC UA say it after their first
   * value and go on, and its runtime does not listen to it.
   */
  readonly endsOnComplete?: boolean;
  readonly limits?: Partial<NodeWotClientLimits>;
}

/** A client binding made of one of theirs. */
export class NodeWotClient implements ClientBinding {
  readonly manifest: BindingManifest;
  readonly #factory: ProtocolClientFactory;
  readonly #state: ClientState;
  #stopping: Promise<void> | undefined;

  constructor(factory: ProtocolClientFactory, options: NodeWotClientOptions = {}) {
    const { clock = systemClock, logger = silent, random = Math.random } = options;
    const limits = limitsFrom(defaultNodeWotClientLimits, options.limits);
    this.#factory = factory;
    this.manifest = {
      name: `node-wot ${factory.scheme}`,
      schemes: [factory.scheme.toLowerCase()],
      clientOperations,
      serverOperations: [],
      subprotocols: [],
      carriers: carriersTo(factory.scheme),
    };
    const contained = containment(options, { clock, logger, lingerMs: limits.stopTimeoutMs });
    const context = { clock, logger, random, limits, contained, endsOnComplete: options.endsOnComplete ?? false };
    const clients = new TheirClients(factory, limits.maxClients, (client) => void this.#end(client));
    this.#state = { ...context, clients, feeds: new Feeds(context), stopped: false };
  }

  /** Whether a subprotocol is known, a binding of theirs says only when it is used. */
  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const refused = this.#whyRefused(request);
    return refused === undefined ? new NodeWotPreparedForm(request, this.#state) : { refused };
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #whyRefused({ form, operation, authenticator }: FormRequest): string | undefined {
    if (!form.href.toLowerCase().startsWith(`${this.manifest.schemes[0]}:`)) return `${form.href} is of another scheme`;
    if (isUnsubscribing(operation)) return `${operation} is carried out by stop() of the subscription`;
    if (!clientOperations.includes(operation)) return `bindings of node-wot do not know ${operation}`;
    const carrier = authenticator?.carriers.find((candidate) => !this.manifest.carriers.includes(candidate));
    return carrier === undefined ? undefined : `credentials cannot travel as ${carrier}`;
  }

  async #stop(): Promise<void> {
    const { clients, contained, feeds, logger } = this.#state;
    this.#state.stopped = true;
    await feeds.stop();
    await Promise.all(clients.takeAll().map((client) => this.#end(client)));
    try {
      contained.run(() => this.#factory.destroy());
    } catch (error) {
      logger.debug("a binding of node-wot was not destroyed", { reason: messageOf(error) });
    }
    contained.end();
  }

  /** Never rejects. */
  async #end(client: ProtocolClient): Promise<void> {
    const { clock, contained, limits, logger } = this.#state;
    try {
      const stopped = contained.run(async () => client.stop());
      await within(stopped, { timeoutMs: limits.stopTimeoutMs }, clock);
    } catch (error) {
      logger.debug("a client of node-wot did not stop", { reason: messageOf(error) });
    }
  }
}

/** Those that their contract has a method for. */
const clientOperations: readonly Operation[] = [
  "readproperty",
  "writeproperty",
  "observeproperty",
  "invokeaction",
  "subscribeevent",
  "readallproperties",
  "readmultipleproperties",
  "writeallproperties",
  "writemultipleproperties",
  "observeallproperties",
  "subscribeallevents",
];
