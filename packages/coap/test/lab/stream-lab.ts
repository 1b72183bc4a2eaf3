import {
  type CoapClient,
  type CoapClientOptions,
  type CoapServer,
  type CoapServerOptions,
  coapClient,
  coapServer,
  type ManualClock,
  type MemoryStreams,
  type MemoryStreamsOptions,
  manualClock,
  memoryStreams,
  type StreamLimits,
  seededRandom,
} from "../../src/index.js";
import { SERVER } from "./lab.js";
import { RawStream } from "./raw-stream.js";

/** A server over connections, and whoever talks to it, inside the process and under one clock. */
export interface StreamLab {
  readonly clock: ManualClock;
  readonly streams: MemoryStreams;
  readonly server: CoapServer;
  readonly faults: Error[];
  client(options?: CoapClientOptions, limits?: Partial<StreamLimits>): CoapClient;
  /** A connection that has been introduced, the server's own introduction taken. */
  raw(): Promise<RawStream>;
}

export interface StreamLabOptions extends MemoryStreamsOptions {
  readonly limits?: Partial<StreamLimits>;
}

export async function streamLab(server: CoapServerOptions, options: StreamLabOptions = {}): Promise<StreamLab> {
  const clock = manualClock(1000);
  const streams = memoryStreams(options);
  const faults: Error[] = [];
  const onError = (error: Error) => faults.push(error);
  const coap = coapServer({
    clock,
    random: seededRandom(3),
    transport: streams.server({ local: SERVER, ...(options.limits && { limits: options.limits }) }),
    onError,
    ...server,
  });
  await coap.listen();
  return {
    clock,
    streams,
    server: coap,
    faults,
    client: (given, limits = {}) =>
      coapClient({ clock, random: seededRandom(5), transport: streams.client({ limits }), onError, ...given }),
    async raw() {
      const raw = await RawStream.to(streams, SERVER);
      raw.introduce();
      await clock.settle();
      raw.take();
      return raw;
    },
  };
}

export const URL = `coap+tcp://${SERVER.address}:${SERVER.port}`;
