import { networkInterfaces } from "node:os";
import {
  ALL_COAP_NODES,
  type CoapClient,
  type CoapClientResponse,
  type Clock as CoapClock,
  coapClient,
  type DatagramTransport,
  DEFAULT_PORT,
  defaultLinkFormatLimits,
  isSuccess,
  type LinkFormatLimits,
  udpTransport,
} from "@thingwright/coap";
import {
  type Clock,
  type Introducer,
  type Introduction,
  limitsFrom,
  systemClock,
  uriHost,
} from "@thingwright/contracts";
import { asWotError, NetworkError, UsageError, type WotError } from "@thingwright/errors";
import { Arrivals } from "./arrivals.js";
import { introductionsIn, linksFilter } from "./core-links.js";
import { isThisMachine } from "./dns-sd/this-machine.js";

/** Limits of one search by multicast. */
export interface CoapMulticastLimits extends LinkFormatLimits {
  /** Hosts whose answers to one group are read. Default 256. */
  readonly maxAnswers: number;
  /** Addresses that are told of. Default 4096. */
  readonly maxIntroductions: number;
  /** Between two questions to a group, and how long answers are waited for. Default 10000: twice the leisure of servers. */
  readonly intervalMs: number;
}

export const defaultCoapMulticastLimits: CoapMulticastLimits = {
  ...defaultLinkFormatLimits,
  maxAnswers: 256,
  maxIntroductions: 4096,
  intervalMs: 10_000,
};

/** Options of {@link coapMulticast}. */
export interface CoapMulticastOptions {
  /** Groups to ask. Default: "All CoAP Nodes" over IPv4, and over IPv6 on the link and on the site. */
  readonly groups?: readonly string[];
  /** Default 5683. */
  readonly port?: number;
  /** Where to ask: names of interfaces. Default: all but loopback. */
  readonly interfaces?: readonly string[];
  readonly limits?: Partial<CoapMulticastLimits>;
  /** What carries the questions to a group, in place of UDP on each interface; tests use an in-memory network. */
  readonly transports?: (group: string) => readonly DatagramTransport[];
}

const { ipv4, ipv6LinkLocal, ipv6SiteLocal } = ALL_COAP_NODES;

/**
 * Things and directories whose hosts answer when all CoAP nodes of the local network are asked for links to them (Discovery
 * §6.4, RFC 7252 §8, RFC 6690 §4). Nobody else is asked. Links to loopback count only from this machine; a host at a
 * link-local IPv6 address cannot be told of, as a URL has no place for the interface: the group of the site is answered
 * from others.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range, WOT_ARGUMENT for an interface that is not there
 */
export function coapMulticast(options: CoapMulticastOptions = {}): Introducer {
  const { groups = [ipv4, ipv6SiteLocal, ipv6LinkLocal], port = DEFAULT_PORT, interfaces } = options;
  const limits = limitsFrom(defaultCoapMulticastLimits, options.limits);
  const transportsOf = options.transports ?? ((group: string) => udpTransports(group, interfaces));
  if (options.transports === undefined) for (const group of groups) transportsOf(group);
  return {
    name: "coap-multicast",
    async *find({ failed, signal, clock }) {
      const arrivals = new Arrivals<Introduction>();
      const told = new Set<string>();
      const tell = (introduction: Introduction): void => {
        if (told.has(introduction.url) || told.size >= limits.maxIntroductions) return;
        told.add(introduction.url);
        arrivals.push(introduction);
      };
      const clients = groups.flatMap((group) =>
        transportsOf(group).map((transport) => ({ group, client: clientOver(transport, clock) })),
      );
      const asking = clients.map(({ group, client }) =>
        askAgain(client, group, port, limits, signal, (answer) => {
          for (const introduction of introductionsOf(answer, limits, failed)) tell(introduction);
        }).catch((error: unknown) => signal.aborted || failed(asWotError(error))),
      );
      try {
        yield* arrivals.until(signal);
      } finally {
        await Promise.all(clients.map(({ client }) => client.close()));
        await Promise.all(asking);
      }
    },
  };
}

/** Asks a group again and again: a datagram may be lost, and a host may come later. */
async function askAgain(
  client: CoapClient,
  host: string,
  port: number,
  { intervalMs, maxAnswers }: CoapMulticastLimits,
  signal: AbortSignal,
  take: (answer: CoapClientResponse) => void,
): Promise<void> {
  const target = { host, port, path: [".well-known", "core"], query: [linksFilter], signal };
  while (!signal.aborted) {
    const answers = client.requestGroup({ ...target, timeoutMs: intervalMs, maxResponses: maxAnswers });
    for await (const answer of answers) if (isSuccess(answer.code)) take(answer);
  }
}

function* introductionsOf(
  { payload, peer }: CoapClientResponse,
  limits: CoapMulticastLimits,
  failed: (error: WotError) => void,
): Generator<Introduction> {
  if (peer.address.includes("%")) {
    const message = `the host at ${peer.address} has links, and no address that a URL can have`;
    failed(new NetworkError("WOT_NETWORK", message, { sent: false }));
    return;
  }
  const port = peer.port === DEFAULT_PORT ? "" : `:${peer.port}`;
  const url = `coap://${uriHost(peer.address)}${port}/.well-known/core`;
  for (const introduction of introductionsIn(payload, url, limits, failed, "coap-multicast")) {
    const host = new URL(introduction.url).hostname.replace(/^\[(.*)\]$/, "$1");
    if (isThisMachine(peer.address) || !isThisMachine(host)) yield introduction;
  }
}

const clientOver = (transport: DatagramTransport, clock: Clock): CoapClient =>
  coapClient({ transport, ...(clock === systemClock ? {} : { clock: timersOf(clock) }) });

const timersOf = (clock: Clock): CoapClock => ({
  now: () => clock.now(),
  setTimer(callback, delayMs) {
    const timer = clock.after(delayMs, callback);
    return () => timer.cancel();
  },
});

/** A socket on each interface that has the group's family. */
function udpTransports(group: string, names: readonly string[] | undefined): readonly DatagramTransport[] {
  const known = networkInterfaces();
  const missing = names?.find((name) => known[name] === undefined);
  if (missing !== undefined) throw new UsageError("WOT_ARGUMENT", `there is no interface ${missing}`);
  const family = group.includes(":") ? "IPv6" : "IPv4";
  return Object.entries(known).flatMap(([name, addresses = []]) => {
    const own = addresses.find((one) => one.family === family);
    const isWanted = names === undefined ? own?.internal === false : names.includes(name);
    if (own === undefined || !isWanted) return [];
    return [
      family === "IPv4"
        ? udpTransport({ address: own.address, multicastInterface: own.address })
        : udpTransport({ address: "::", multicastInterface: `::%${name}` }),
    ];
  });
}
