import {
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  type Logger,
  manifestRefusal,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
} from "@thingwright/contracts";
import { asWotError, DataSchemaError, UsageError } from "@thingwright/errors";
import type { DeviceSession } from "../device/device-session.js";
import { Internetwork } from "../device/internetwork.js";
import { propertyId } from "../device/property-id.js";
import { faultyError, isFaulty } from "../device/reliability.js";
import type { OpenPort } from "../protocol/datagram-port.js";
import { type BacnetRequest, bacnetRequest, readBacnetForm } from "./bacnet-form.js";
import { type BacnetClientLimits, bacnetLimitsFrom } from "./client-limits.js";
import { decodeValues } from "./decode-value.js";
import { encodeValues } from "./encode-value.js";
import { jsonContent, jsonOf } from "./json-content.js";
import { bacnetManifest } from "./manifest.js";
import { type NetworkPlace, networkPlace } from "./network-place.js";
import { Observation } from "./observation.js";

/** Options of {@link bacnetClient}; every one has a default. */
export interface BacnetClientOptions extends NetworkPlace {
  /** Whether devices are asked to have their notifications acknowledged, so that none is lost; default true. */
  readonly confirmedNotifications?: boolean;
  readonly limits?: Partial<BacnetClientLimits>;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly random?: () => number;
  /** In the place of UDP, for tests. */
  readonly open?: OpenPort;
}

/**
 * The consuming half of the BACnet/IP binding: properties of objects by `bacnet:` Forms, in JSON. Observing is COV
 * (SubscribeCOV, SubscribeCOVProperty) and, where the device has not that, reading again and again. An action writes its
 * input or, with `bacv:Null` and no input, relinquishes a command.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range, WOT_ARGUMENT for an address that is none
 */
export function bacnetClient(options: BacnetClientOptions = {}): ClientBinding {
  return new BacnetClient(internetworkOf(options), true);
}

/** The devices that `options` reach. */
export function internetworkOf(options: BacnetClientOptions): Internetwork {
  const { confirmedNotifications: isConfirmed = true, limits, clock, logger, random } = options;
  const place = networkPlace(options);
  return new Internetwork({
    ...place,
    open: options.open ?? place.open,
    isConfirmed,
    limits: bacnetLimitsFrom(limits),
    clock,
    logger,
    random,
  });
}

/** The binding over an internetwork, which it stops in the end when it is its own. */
export class BacnetClient implements ClientBinding {
  readonly manifest = bacnetManifest;
  readonly #internetwork: Internetwork;
  readonly #isOwner: boolean;
  readonly #limits: BacnetClientLimits;
  #subscriptions = 0;

  constructor(internetwork: Internetwork, isOwner: boolean) {
    this.#internetwork = internetwork;
    this.#isOwner = isOwner;
    this.#limits = internetwork.limits;
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { operation, href } = request;
    const refused = manifestRefusal(request, bacnetManifest, "BACnet");
    if (refused !== undefined) return { refused };
    const terms = readBacnetForm(request);
    if (typeof terms === "string") return { refused: terms };
    const isFixed = href.variables.length === 0;
    const fixed = isFixed ? bacnetRequest(terms, href.expand({})) : undefined;
    if (typeof fixed === "string") return { refused: fixed };
    const requestOf = ({ variables = {} }: Exchange): BacnetRequest => fixed ?? filledIn(terms, href.expand(variables));
    return {
      request: async (exchange) => this.#perform(operation, requestOf(exchange), exchange),
      subscribe: async (exchange, sink) => this.#subscribe(requestOf(exchange), exchange, sink),
    };
  }

  async stop(): Promise<void> {
    if (this.#isOwner) await this.#internetwork.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #perform(operation: string, request: BacnetRequest, exchange: Exchange): Promise<Reply> {
    const { reference, type, device, commandPriority } = request;
    if (operation === "readproperty") {
      const session = await this.#internetwork.session(device);
      return jsonContent(JSON.stringify(await readOne(session, request, exchange)));
    }
    const json = jsonOf(exchange.content);
    const values = json === undefined ? relinquished(request) : encodeValues(json, type);
    const session = await this.#internetwork.session(device);
    await session.write(reference, values, commandPriority, exchange);
    return noContent;
  }

  async #subscribe(request: BacnetRequest, exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const { maxSubscriptions } = this.#limits;
    if (this.#subscriptions >= maxSubscriptions)
      throw new UsageError("WOT_STATE", `${maxSubscriptions} properties are observed already`);
    this.#subscriptions += 1;
    const observation = new Observation(request, sink);
    try {
      const session = await this.#internetwork.session(request.device);
      const leave = await session.watch(targetOf(request, this.#limits.pollMs), observation, exchange);
      return this.#running(observation, leave, exchange.signal);
    } catch (error) {
      observation.end();
      this.#subscriptions -= 1;
      throw error;
    }
  }

  #running(observation: Observation, leave: () => Promise<void>, signal: AbortSignal | undefined): RemoteSubscription {
    let leaving: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      if (leaving !== undefined) return leaving;
      observation.end();
      this.#subscriptions -= 1;
      signal?.removeEventListener("abort", abort);
      leaving = leave();
      return leaving;
    };
    const abort = (): void => void stop();
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted === true) abort();
    return { stop };
  }
}

function filledIn(terms: Parameters<typeof bacnetRequest>[0], href: string): BacnetRequest {
  const request = bacnetRequest(terms, href);
  if (typeof request === "string") throw new DataSchemaError("WOT_DATA_INVALID", request);
  return request;
}

/** Without a value an action gives its command up; a property has to have one. */
function relinquished({ type }: BacnetRequest): ReturnType<typeof encodeValues> {
  if (type?.name === "Null") return [{ type: "null" }];
  throw new UsageError("WOT_ARGUMENT", "there is no value to write, and bacv:hasDataType is not bacv:Null");
}

/** @throws {RemoteError} WOT_REMOTE for a value that its object calls faulty, where the Form refuses such */
async function readOne(session: DeviceSession, request: BacnetRequest, exchange: Exchange): Promise<unknown> {
  const { reference, type, device, refusesFaulty } = request;
  const { object } = reference;
  const optional = (property: number) => session.read({ object, property }, exchange).catch(unlessUnreachable);
  const [values, flags] = await Promise.all([
    session.read(reference, exchange),
    refusesFaulty ? optional(propertyId.statusFlags) : undefined,
  ]);
  if (isFaulty(flags)) throw faultyError(await optional(propertyId.reliability));
  return decodeValues(values, type, device);
}

/** A property that an object need not have is as good as one that says nothing. */
function unlessUnreachable(error: unknown): undefined {
  const { family } = asWotError(error);
  if (family !== "RemoteError" && family !== "ProtocolError") throw error;
}

/**
 * An object tells its present value and its status flags together, and every device that has COV at all can: a
 * subscription to one of them is one to the object, unless its increment is another.
 */
function targetOf({ object, reference, covIncrement, pollingTimeMs }: BacnetRequest, pollMs: number) {
  const { property, index } = reference;
  const isOfObject =
    (property === propertyId.presentValue || property === propertyId.statusFlags) && index === undefined;
  const target = { object, pollMs: pollingTimeMs ?? pollMs };
  if (isOfObject && covIncrement === undefined) return target;
  return { ...target, property: { property, ...(index !== undefined && { index }) }, increment: covIncrement };
}
