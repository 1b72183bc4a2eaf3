import { createServer, type Server, type Socket } from "node:net";
import { DeliveryChannel } from "../../faults/delivery-channel.js";
import type { FaultInjector } from "../../faults/fault-injector.js";
import type { ModbusTables } from "./modbus-cell.js";
import { encodeFrame, type ModbusFrame, ModbusFrames } from "./modbus-frames.js";
import { answerPdu, exceptionPdu, modbusException } from "./modbus-pdu.js";

export interface ModbusTcpServerOptions {
  /** Asked for each request: `wrong-type` puts other tables in their place. `undefined` for a unit that is not there. */
  readonly tables: (unitId: number) => ModbusTables | undefined;
  readonly faults: FaultInjector;
  /** Answers that may wait for a peer that does not read, before it is cut off. Default 16 KiB. */
  readonly maxBufferedBytes?: number;
  /** How long a connection may be silent, in wall milliseconds. Default 5 minutes. */
  readonly idleTimeoutMs?: number;
}

/** A TCP server that answers Modbus requests from tables. Bytes that are not Modbus cost the peer its connection. */
export function modbusTcpServer(options: ModbusTcpServerOptions): Server {
  const { tables, faults, maxBufferedBytes = 16 * 1024, idleTimeoutMs = 300_000 } = options;

  function answer(frame: ModbusFrame): Buffer {
    if (faults.isEnabled("garbage")) return faults.garbage();
    const there = tables(frame.unitId);
    const pdu =
      there === undefined ? exceptionPdu(frame.pdu[0] ?? 0, modbusException.targetFailed) : answerPdu(there, frame.pdu);
    return encodeFrame({ ...frame, pdu });
  }

  return createServer((socket: Socket) => {
    const frames = new ModbusFrames();
    const channel = new DeliveryChannel(faults);
    socket.setNoDelay(true);
    socket.setTimeout(idleTimeoutMs, () => socket.destroy());
    socket.once("close", () => channel.close());
    socket.on("data", (bytes: Buffer) => {
      const requests = frames.push(bytes);
      if (requests === undefined) socket.destroy();
      for (const request of requests ?? []) {
        const reply = answer(request);
        channel.deliver(() => void (socket.writableLength > maxBufferedBytes ? socket.destroy() : socket.write(reply)));
      }
    });
  });
}
