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
import { Contained } from "./contained.js";
import { Feeds } from "./feeds.js";
import { NodeWotPreparedForm } from "./prepared-form.js";
import { TheirClients } from "./their-clients.js";
import { carriersToThem } from "./their-credentials.js";
import { messageOf } from "./their-failure.js";

export interface NodeWotClientOptions {
  /** Measures deadlines; default: the clock on the wall. */
  readonly clock?: Clock;
  /** Hears what their code left behind; default: nobody. */
  readonly logger?: Logger;
  /** Uniform in [0, 1), spreads attempts to subscribe anew; default `Math.random`. */
  readonly random?: () => number;
  /**
   * Whether promises that their code rejects, and nobody listens to, are logged in place of ending the process; default true. It
   * costs a little with every promise of the process, and is no help against exceptions of timers and sockets.
   */
  readonly containRejections?: boolean;
  readonly limits?: Partial<NodeWotClientLimits>;
}

/** A client binding made of one of theirs. */
export class NodeWotClient implements ClientBinding {
  readonly manifest: BindingManifest;
  readonly #factory: ProtocolClientFactory;
  readonly #state: ClientState;
  readonly #contained: Contained | undefined;
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
      carriers: carriersToThem,
    };
    const contained = options.containRejections === false ? undefined : new Contained(logger);
    this.#contained = contained;
    const run = <T>(work: () => T): T => (contained === undefined ? work() : contained.run(work));
    const context = { clock, logger, random, limits, run };
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
    const carrier = authenticator?.carriers.find((candidate) => !carriersToThem.includes(candidate));
    return carrier === undefined ? undefined : `credentials cannot travel as ${carrier}`;
  }

  async #stop(): Promise<void> {
    this.#state.stopped = true;
    await this.#state.feeds.stop();
    await Promise.all(this.#state.clients.takeAll().map((client) => this.#end(client)));
    try {
      this.#state.run(() => this.#factory.destroy());
    } catch (error) {
      this.#state.logger.debug("a binding of node-wot was not destroyed", { reason: messageOf(error) });
    }
    this.#contained?.end();
  }

  /** Never rejects. */
  async #end(client: ProtocolClient): Promise<void> {
    const { clock, limits, logger, run } = this.#state;
    try {
      await within(
        run(async () => client.stop()),
        { timeoutMs: limits.stopTimeoutMs },
        clock,
      );
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
