import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { get } from "../load/coap-load.mjs";
import { psk } from "../load/coaps-load.mjs";
import { serve } from "./contender.mjs";
import { freeUdpPort } from "./free-port.mjs";

/**
 * libcoap's example server over OpenSSL. Its resource `example_data` has the value 42 as JSON.
 *
 * @returns {Promise<{ pid: number, port: number, securePort: number }>} once it answers
 */
export async function startLibcoap() {
  const securePort = await freeUdpPort();
  // It takes the port after its own for coaps.
  const port = securePort - 1;
  const server = spawn("coap-server-openssl", ["-A", "127.0.0.1", "-p", String(port), "-k", psk.key.toString()], {
    stdio: "ignore",
  });
  server.on("error", () => process.exit(1));
  server.on("exit", () => process.exit(1));
  process.on("exit", () => server.kill());
  await writeCount(port);
  return { pid: server.pid, port, securePort };
}

/** A contender that is libcoap's server under DTLS, with its root resource. */
export async function serveLibcoap() {
  const { pid, securePort } = await startLibcoap();
  serve({ pid, port: securePort, path: "" });
}

/** It does not say when it is ready: asked until it answers. */
async function writeCount(port) {
  const socket = createSocket("udp4");
  const answered = new Promise((resolve, reject) => {
    socket.on("message", ([, code]) => (code >> 5 === 2 ? resolve() : reject(new Error(`libcoap answered ${code}`))));
  });
  // Content-Format 50 follows Uri-Path at once: 12 after 11.
  const request = Buffer.concat([get("example_data"), Buffer.from([0x11, 50, 0xff]), Buffer.from("42")]);
  request[1] = 0x03;
  const asking = setInterval(() => socket.send(request, port, "127.0.0.1"), 20);
  await answered;
  clearInterval(asking);
  socket.close();
}
