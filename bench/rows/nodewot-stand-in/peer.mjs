import { serve } from "../../lib/contender.mjs";
import { freeTcpPort } from "../../lib/free-port.mjs";
import { nodeWot } from "../../lib/interop.mjs";
import { theirProgram } from "./their-program.mjs";

const { HttpClientFactory, HttpServer } = nodeWot.http;
const program = await theirProgram({
  Servient: nodeWot.core.Servient,
  // Its TDs say port 0 where port 0 was asked for.
  server: new HttpServer({ port: await freeTcpPort() }),
  clients: new HttpClientFactory(),
});
serve({}, async ({ ms }) => ({ rate: await program[process.argv[2]](ms) }));
