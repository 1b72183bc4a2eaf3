import { connect } from "node:net";
import { type Clock, within } from "@thingwright/contracts";

/** How a server is asked. */
export interface HelloOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * Whether an OPC UA server listens at `host` and `port`: it answers a Hello with an Acknowledge, or with an error of the
 * protocol. Nothing else is asked. Never rejects.
 *
 * @see OPC 10000-6 §7.1.2
 */
export async function answersHello(host: string, port: number, options: HelloOptions): Promise<boolean> {
  const { timeoutMs, signal, clock } = options;
  const socket = connect({ host, port });
  const answered = new Promise<boolean>((resolve) => {
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
    socket.once("connect", () => socket.write(helloMessage(`opc.tcp://${host}:${port}`)));
    socket.once("data", (bytes) => resolve(/^(?:ACK|ERR)F/.test(bytes.subarray(0, 4).toString("latin1"))));
  });
  try {
    return await within(answered, { timeoutMs, signal }, clock);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Sizes of buffers that are told: the least that the protocol has, and a little more than is used. */
const bufferBytes = 8192;

function helloMessage(url: string): Buffer {
  const text = Buffer.from(url, "utf8");
  const message = Buffer.alloc(32 + text.length);
  message.write("HELF", "latin1");
  for (const [index, value] of [message.length, 0, bufferBytes, bufferBytes, 0, 0, text.length].entries()) {
    message.writeUInt32LE(value, 4 + index * 4);
  }
  text.copy(message, 32);
  return message;
}
