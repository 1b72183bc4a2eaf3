/**
 * Compares requests per second of a CoAP server with those of a bare datagram echo, both in a process of their own and asked
 * by the same raw client with a fixed number of requests in flight. Where other programs run on the machine, the ratio by
 * the server's processor time for each request says more than the ratio by rate.
 *
 * Run after `npx tsc -b packages/coap`.
 */
import { fork } from "node:child_process";
import { createSocket } from "node:dgram";
import { fileURLToPath } from "node:url";
import { coapServer } from "../dist/index.js";

const IN_FLIGHT = 32;
const SECONDS = 3;
const ROUNDS = 3;

async function serve(kind) {
  process.on("message", () => process.send?.(process.cpuUsage()));
  if (kind === "echo") {
    const socket = createSocket({ type: "udp4", lookup: (address, _options, callback) => callback(null, address, 4) });
    socket.on("message", (datagram, from) => socket.send(datagram, from.port, from.address));
    socket.bind(0, "127.0.0.1", () => process.send?.(socket.address().port));
    return;
  }
  const response = { code: 0x45, contentFormat: 50, payload: Buffer.from("21.5") };
  const missing = { code: 0x84 };
  const server = coapServer({
    port: 0,
    address: "127.0.0.1",
    handler: (request) => (request.path === "/sensors/temperature" ? response : missing),
  });
  process.send?.((await server.listen()).port);
}

function measure(port) {
  const path = Buffer.from("\xb7sensors\x0btemperature", "latin1");
  const socket = createSocket({ type: "udp4", lookup: (address, _options, callback) => callback(null, address, 4) });
  let sent = 0;
  let received = 0;
  const ask = () => {
    const messageId = sent & 0xffff;
    const header = Buffer.alloc(8);
    header[0] = 0x44;
    header[1] = 1;
    header.writeUInt16BE(messageId, 2);
    header.writeUInt32BE(sent++, 4);
    socket.send(Buffer.concat([header, path]), port, "127.0.0.1");
  };
  socket.on("message", () => {
    received++;
    ask();
  });
  return new Promise((resolve) => {
    socket.bind(0, "127.0.0.1", () => {
      for (let i = 0; i < IN_FLIGHT; i++) ask();
      let before = 0;
      setTimeout(() => {
        before = received;
      }, 500);
      setTimeout(
        () => {
          socket.close();
          resolve({ perSecond: (received - before) / SECONDS, total: received });
        },
        500 + SECONDS * 1000,
      );
    });
  });
}

const messageFrom = (child) => new Promise((resolve) => child.once("message", resolve));

async function run(kind) {
  const child = fork(fileURLToPath(import.meta.url), [kind], { execArgv: process.execArgv });
  const { perSecond, total } = await measure(await messageFrom(child));
  child.send("usage");
  const { user, system } = await messageFrom(child);
  child.kill();
  return { perSecond, cpuMicros: (user + system) / total };
}

const show = ({ perSecond, cpuMicros }) => `${perSecond.toFixed(0)}/s ${cpuMicros.toFixed(2)} us`;

const kind = process.argv[2];
if (kind !== undefined) await serve(kind);
else {
  for (let round = 0; round < ROUNDS; round++) {
    const echo = await run("echo");
    const coap = await run("coap");
    const rate = (coap.perSecond / echo.perSecond).toFixed(2);
    const cpu = (echo.cpuMicros / coap.cpuMicros).toFixed(2);
    console.log(`echo ${show(echo)}  coap ${show(coap)}  ratio by rate ${rate}, by processor time ${cpu}`);
  }
}
