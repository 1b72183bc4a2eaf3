import { connect, createServer, type Server, type Socket } from "node:net";
import { type ModbusFrame, ModbusFrames } from "@thingwright/simulator";
import { closeServer, joined, listenOnLoopback } from "./loopback-server.js";
import { hostOf, type Tap, type TapOptions } from "./tap.js";

/** Requests that wait for their answers at a time; older ones are forgotten. */
const maxOpenRequests = 256;

/** A relay for Modbus TCP. */
export async function modbusTap(options: TapOptions): Promise<Tap> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const upstream = connect(hostOf(options.origin, 502));
    for (const each of [socket, upstream]) {
      each.setNoDelay(true);
      sockets.add(each);
      each.once("close", () => sockets.delete(each));
    }
    joined(socket, upstream);
    listen(options, socket, upstream);
  });
  const port = await listenOnLoopback(server);
  return { server: options.server, url: `modbus+tcp://127.0.0.1:${port}`, stop: () => closeServer(server, sockets) };
}

function listen(options: TapOptions, socket: Socket, upstream: Socket): void {
  const requests = new Map<number, ModbusFrame>();
  const asked = new ModbusFrames();
  const answered = new ModbusFrames();
  socket.on("data", (bytes: Buffer) => {
    for (const frame of asked.push(bytes) ?? []) {
      requests.set(frame.transactionId, { ...frame, pdu: Buffer.from(frame.pdu) });
      if (requests.size > maxOpenRequests) requests.delete(requests.keys().next().value as number);
    }
  });
  upstream.on("data", (bytes: Buffer) => {
    for (const frame of answered.push(bytes) ?? []) {
      const request = requests.get(frame.transactionId);
      requests.delete(frame.transactionId);
      if (request !== undefined) note(options, request, frame.pdu);
    }
  });
}

/** Tables by the functions that read and write them (Modbus Application Protocol V1.1b3 §6). */
const read: ReadonlyMap<number, string> = new Map([
  [1, "coils"],
  [2, "discreteInputs"],
  [3, "holdingRegisters"],
  [4, "inputRegisters"],
]);

function note({ server, tape }: TapOptions, { unitId: unit, pdu: request }: ModbusFrame, answer: Buffer): void {
  const code = request[0] ?? 0;
  if (answer[0] !== code || request.length < 5) return; // Refused, or no answer to this.
  const address = request.readUInt16BE(1);
  const table = read.get(code);
  if (table !== undefined) {
    const values = valuesOf(code, answer.subarray(2), request.readUInt16BE(3));
    tape.add({ kind: "cells", server, unit, table, address, values, isChange: false });
    return;
  }
  const written = writtenBy(code, request);
  if (written === undefined) return;
  tape.add({ kind: "cells", server, unit, address, ...written, isChange: tape.isChanging });
}

function writtenBy(code: number, request: Buffer): { readonly table: string; readonly values: number[] } | undefined {
  switch (code) {
    case 5:
      return { table: "coils", values: [request.readUInt16BE(3) === 0 ? 0 : 1] };
    case 6:
      return { table: "holdingRegisters", values: [request.readUInt16BE(3)] };
    case 15:
      return { table: "coils", values: valuesOf(1, request.subarray(6), request.readUInt16BE(3)) };
    case 16:
      return { table: "holdingRegisters", values: valuesOf(3, request.subarray(6), request.readUInt16BE(3)) };
    default:
      return undefined;
  }
}

function valuesOf(code: number, data: Buffer, count: number): number[] {
  const isBits = code <= 2;
  const there = Math.min(count, isBits ? data.length * 8 : data.length >> 1);
  return Array.from({ length: there }, (_, index) =>
    isBits ? ((data[index >> 3] as number) >> (index & 7)) & 1 : data.readUInt16BE(index * 2),
  );
}
