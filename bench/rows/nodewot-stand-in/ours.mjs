import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { HttpClientFactory, HttpServer } from "@thingwright/node-wot/stand-in/binding-http";
import { Servient } from "@thingwright/node-wot/stand-in/core";
import { serve } from "../../lib/contender.mjs";
import { theirProgram } from "./their-program.mjs";

const [, , work, way] = process.argv;
const network = memoryNetwork();

/** The stand-in's classes around the binding without a network: node-wot has none, and so no class in place of it. */
class InProcessServer extends HttpServer {
  makeBinding() {
    return memoryServer(network, { name: "bench" });
  }
}

class InProcessClientFactory extends HttpClientFactory {
  scheme = "memory";

  makeBinding() {
    return memoryClient(network);
  }
}

const bindings =
  way === "http"
    ? { server: new HttpServer({ port: 0, address: "127.0.0.1" }), clients: new HttpClientFactory() }
    : { server: new InProcessServer(), clients: new InProcessClientFactory() };
const program = await theirProgram({ Servient, ...bindings });
serve({}, async ({ ms }) => ({ rate: await program[work](ms) }));
