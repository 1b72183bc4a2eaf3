import { createServer, type Server } from "node:http";
import { UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "../../device.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { TcpListener } from "../../net/tcp-listener.js";
import { EventStream, type EventStreamLimits } from "./event-stream.js";
import { HubApi } from "./hub-api.js";
import { Light, type LightOptions } from "./light.js";

export interface LightingHubOptions extends EventStreamLimits {
  readonly id?: string;
  readonly name?: string;
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: derived from the site's seed. */
  readonly applicationKey?: string;
  /** Default: a plug light `1`, a tunable white `2`, a colour light `3` and a dimmable light `4`. */
  readonly lights?: readonly LightOptions[];
  readonly maxConnections?: number;
  readonly maxBodyBytes?: number;
  /** How long a peer may take to send a request, in wall milliseconds. Default 10 000. */
  readonly requestTimeoutMs?: number;
}

/** A hub of the fictional maker Lumenhaus: lamps behind HTTP and JSON, with a key in a header. */
export interface LightingHub extends SimulatedDevice {
  readonly protocol: "http";
  /** `http://host:port`, without a slash at its end. Known once started. */
  readonly url: string;
  readonly applicationKey: string;
  readonly lights: ReadonlyMap<string, Light>;
}

const catalogue: readonly LightOptions[] = [
  { id: "1", name: "Reading lamp", kind: "plug" },
  { id: "2", name: "Desk panel", kind: "tunable-white" },
  { id: "3", name: "Shelf strip", kind: "colour" },
  { id: "4", name: "Corridor", kind: "dimmable" },
];

/** Builds a lighting hub; `start` opens its port. */
export function lightingHub(site: Site, options: LightingHubOptions = {}): LightingHub {
  const { id = "lighting-hub", host = "127.0.0.1", port = 0 } = options;
  const faults = new FaultInjector({ clock: site.clock, random: site.randomFor(`${id} faults`) });
  const applicationKey = options.applicationKey ?? keyFrom(site.randomFor(`${id} key`));
  const events = new EventStream(faults, options);
  const lights = buildLights(site, id, options.lights ?? catalogue, events);
  const api = new HubApi({
    ...options,
    hubName: options.name ?? "Lumenhaus Hub",
    applicationKey,
    lights,
    events,
    faults,
  });
  let boundPort = port;
  let listener: TcpListener | undefined;

  async function start(startOptions: StartOptions = {}): Promise<void> {
    if (listener !== undefined) throw new UsageError("WOT_STATE", `${id} is already started`);
    const server = httpServer(api, options.requestTimeoutMs ?? 10_000);
    const { maxConnections = 64 } = options;
    listener = new TcpListener({ server, faults, maxConnections });
    boundPort = await listener.listen(host, port, startOptions.signal);
  }

  async function stop(): Promise<void> {
    events.close();
    for (const light of lights.values()) light.stop();
    await listener?.close();
    listener = undefined;
  }

  return {
    id,
    kind: "lighting-hub",
    protocol: "http",
    faults,
    applicationKey,
    lights,
    get url() {
      return `http://${host}:${boundPort}`;
    },
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function buildLights(
  site: Site,
  hubId: string,
  catalogue: readonly LightOptions[],
  events: EventStream,
): ReadonlyMap<string, Light> {
  const shine = (light: Light): void => site.room.setLamp(`${hubId} ${light.id}`, light.output());
  const tell = (light: Light, state: Readonly<Record<string, unknown>>): void => {
    shine(light);
    events.publish("light.changed", { at: new Date(site.clock.nowMs()).toISOString(), light: light.id, state });
  };
  const lights = catalogue.map((options) => new Light(options, site.clock, tell));
  for (const light of lights) shine(light);
  return new Map(lights.map((light) => [light.id, light]));
}

function httpServer(api: HubApi, requestTimeoutMs: number): Server {
  const limits = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: requestTimeoutMs,
    maxHeaderSize: 8192,
  };
  return createServer(limits, (request, response) => void api.handle(request, response));
}

function keyFrom(random: () => number): string {
  return Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
}
