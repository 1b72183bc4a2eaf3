import { type Clock, type CoapServer, coapServer, type DatagramTransport, udpTransport } from "@thingwright/coap";
import { AbortError, UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "../../device.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { faultyTransport } from "../../net/faulty-transport.js";
import { AirProbe } from "./air-probe.js";
import { AirResources } from "./air-resources.js";
import { SampleInterval } from "./sample-interval.js";

export interface AirQualitySensorOptions {
  /** For the timers of CoAP, which wait for peers in real time; default: the clock of the process. */
  readonly protocolClock?: Clock;
  readonly id?: string;
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Largest body that a request may carry. Default 64. */
  readonly maxBodyBytes?: number;
  /** Clients that may observe at a time; more are answered without Observe. Default 32. */
  readonly maxObservers?: number;
  /** Builds what carries the datagrams, at each start, in place of UDP on `host` and `port`. */
  readonly transport?: () => DatagramTransport;
}

/** An air quality sensor of the fictional maker Brisa, behind CoAP and CBOR. */
export interface AirQualitySensor extends SimulatedDevice {
  readonly protocol: "coap";
  /** `coap://host:port`, without a slash at its end. Known once started. */
  readonly url: string;
}

/** Builds an air quality sensor; `start` opens its port. */
export function airQualitySensor(site: Site, options: AirQualitySensorOptions = {}): AirQualitySensor {
  const { id = "air-quality-sensor", host = "127.0.0.1", port = 0 } = options;
  const faults = new FaultInjector({ clock: site.clock, random: site.randomFor(`${id} faults`) });
  const probe = new AirProbe(site.room, site.clock, site.randomFor(`${id} noise`));
  const interval = new SampleInterval(site.clock, () => resources.notify());
  const { maxBodyBytes = 64, maxObservers = 32 } = options;
  const resources = new AirResources(probe, interval, faults, maxBodyBytes);
  const transport = options.transport ?? (() => udpTransport({ address: host, port }));
  let server: CoapServer | undefined;
  let url = `coap://${host}:${port}`;

  async function start(startOptions: StartOptions = {}): Promise<void> {
    if (server !== undefined) throw new UsageError("WOT_STATE", `${id} is already started`);
    if (startOptions.signal?.aborted) throw new AbortError("WOT_ABORTED", "the sensor was told not to start");
    server = coapServer({
      handler: resources.handle,
      transport: faultyTransport(transport(), faults),
      maxBodyBytes,
      maxObservers,
      // Firmware of this kind answers whoever asks, at once.
      verifyPeers: false,
      ...(options.protocolClock && { clock: options.protocolClock }),
    });
    const bound = await server.listen();
    url = `coap://${bound.address}:${bound.port}`;
    interval.start();
  }

  async function stop(): Promise<void> {
    interval.stop();
    probe.stop();
    await server?.close();
    server = undefined;
  }

  return {
    id,
    kind: "air-quality-sensor",
    protocol: "coap",
    faults,
    get url() {
      return url;
    },
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
