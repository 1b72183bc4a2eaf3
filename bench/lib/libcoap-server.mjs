import { spawn } from "node:child_process";
import { psk } from "../load/coaps-load.mjs";
import { serve } from "./contender.mjs";
import { freeUdpPort } from "./free-port.mjs";

/** libcoap's example server over OpenSSL, with its root resource; it takes the port after its own for coaps. */
export async function serveLibcoap() {
  const port = await freeUdpPort();
  const server = spawn("coap-server-openssl", ["-A", "127.0.0.1", "-p", String(port - 1), "-k", psk.key.toString()], {
    stdio: "ignore",
  });
  server.on("error", () => process.exit(1));
  server.on("exit", () => process.exit(1));
  process.on("disconnect", () => server.kill());
  // It does not say when it is ready.
  await new Promise((resolve) => setTimeout(resolve, 500));
  serve({ port, path: "" });
}
