import {
  type CoapServerOptions as CoapOptions,
  type CoapScheme,
  type DatagramTransport,
  DEFAULT_PORT,
  DEFAULT_SECURE_PORT,
  type NotificationPolicy,
  parseCoapUri,
  type Random,
  type ServerLimits,
  type TransmissionParameters,
} from "@thingwright/coap";
import {
  type Advertise,
  type Clock,
  checkAdvertised,
  limitsFrom,
  listeningPort,
  systemClock,
} from "@thingwright/contracts";
import { isWotError, UsageError } from "@thingwright/errors";
import { coapClock } from "../coap-clock.js";
import { ContentFormats, type FurtherContentFormats } from "../content-formats.js";
import { dtlsTimers } from "../dtls-parts.js";
import type { ProblemDetails } from "./failures.js";
import { type MulticastGroups, multicastGroups } from "./multicast-groups.js";
import { type CoapServerLimits, defaultCoapServerLimits } from "./server-limits.js";
import { type CoapServerTls, securedTransport } from "./server-tls.js";

export interface CoapServerOptions {
  /** UDP port; 0 for any that is free. Default 5683; with `tls` 5684. */
  readonly port?: number;
  /** IP address to listen on. Default 127.0.0.1: this machine alone. */
  readonly address?: string;
  /**
   * Multicast groups to be a member of, such as `"all-nodes"`: who asks a group for `/.well-known/core` then meets this
   * server. Nothing else is answered there. Default: none.
   */
  readonly groups?: MulticastGroups;
  /** Set, this server speaks `coaps:` and nothing else: another one beside it speaks plain CoAP. */
  readonly tls?: CoapServerTls;
  /** Under which scheme and authority peers reach this server, when that is not where it listens; without a path. */
  readonly baseUrl?: string;
  /**
   * Hosts by which peers are told to reach this server, the preferred one first; `"all"` for every address of this
   * machine but loopback. Default: `address`. Needed, or `baseUrl`, when that means all interfaces.
   */
  readonly advertise?: Advertise;
  /** This binding's limits and those of `@thingwright/coap`. */
  readonly limits?: Partial<CoapServerLimits & ServerLimits>;
  /** Retransmission and the like (RFC 7252 §4.8). */
  readonly transmission?: Partial<TransmissionParameters>;
  /** When a notification of a property asks for an acknowledgement (RFC 7641 §4.5). */
  readonly notifications?: Partial<NotificationPolicy>;
  /** Media types that have no registered Content-Format, by the number that both sides agreed on. */
  readonly contentFormats?: FurtherContentFormats;
  /** Who gets concise problem details (RFC 9290) with an error, and not text. Default "asked". */
  readonly problemDetails?: ProblemDetails;
  /**
   * Whether the value of a property has an ETag when it is read, so that clients can validate what they have (2.03) and
   * write on the condition that nobody else has (If-Match). It takes a digest for each read. Default false.
   */
  readonly tagsValues?: boolean;
  readonly clock?: Clock;
  /** Uniform in [0, 1). Default: from the system's secure source. */
  readonly random?: Random;
  /** In place of UDP, also below DTLS. `port` and `address` are then unused, and nobody else is taken to reach it. */
  readonly transport?: DatagramTransport;
  /** Opens requests that are protected end to end: `oscoreContexts` of `@thingwright/coap/oscore`. Default: none. */
  readonly oscore?: CoapOptions["oscore"];
  /** How an address shows that it is its owner's, and before what; see `coapServer`. Default "large-answers": by a ping. */
  readonly verifyPeers?: CoapOptions["verifyPeers"];
}

/** The options with every default in its place. */
export interface CoapServerSettings {
  readonly address: string;
  readonly baseUrl: string | undefined;
  readonly advertise: Advertise | undefined;
  readonly limits: CoapServerLimits;
  readonly formats: ContentFormats;
  readonly problemDetails: ProblemDetails;
  readonly tagsValues: boolean;
  readonly clock: Clock;
  readonly hasOwnTransport: boolean;
  readonly scheme: CoapScheme;
  /** What the protocol is told. */
  readonly protocol: Omit<CoapOptions, "handler">;
}

/** @throws {UsageError} WOT_RANGE for a port or a limit out of range, WOT_ARGUMENT for an unusable `baseUrl` or `advertise` */
export function settingsOf(options: CoapServerOptions): CoapServerSettings {
  const { address = "127.0.0.1", clock = systemClock, random, transport, tls, oscore, verifyPeers } = options;
  const scheme = tls === undefined ? "coap" : "coaps";
  const port = listeningPort(options.port ?? (tls === undefined ? DEFAULT_PORT : DEFAULT_SECURE_PORT));
  const secured = tls && securedTransport(tls, transport ?? { address, port }, dtlsTimers(clock));
  const carrier = secured ?? transport;
  const timers = coapClock(clock);
  if (transport === undefined) checkAdvertised({ ...options, address });
  return {
    address,
    advertise: options.advertise,
    baseUrl: options.baseUrl === undefined ? undefined : checkedBaseUrl(options.baseUrl, scheme),
    limits: limitsFrom(defaultCoapServerLimits, options.limits, ["readMaxAgeSeconds", "stopGraceMs"]),
    formats: new ContentFormats(options.contentFormats),
    problemDetails: options.problemDetails ?? "asked",
    tagsValues: options.tagsValues ?? false,
    clock,
    hasOwnTransport: transport !== undefined,
    scheme,
    protocol: {
      ...options.limits,
      ...options.transmission,
      ...options.notifications,
      port,
      address,
      ...(timers === undefined ? {} : { clock: timers }),
      ...(random === undefined ? {} : { random }),
      ...(carrier === undefined ? {} : { transport: carrier }),
      ...(oscore === undefined ? {} : { oscore }),
      ...(verifyPeers === undefined ? {} : { verifyPeers }),
      groups: multicastGroups(options.groups, address, tls !== undefined),
    },
  };
}

function checkedBaseUrl(text: string, scheme: CoapScheme): string {
  try {
    const { segments, query } = parseCoapUri(text, scheme);
    if (segments.join("") === "" && query.length === 0) return text.replace(/\/+$/, "");
  } catch (error) {
    if (!isWotError(error)) throw error;
  }
  throw new UsageError("WOT_ARGUMENT", `baseUrl must be a ${scheme} URI without path and query: ${text}`);
}
