import { httpServer } from "@thingwright/binding-http";
import { httpClient } from "@thingwright/binding-http/browser";
import { bindingContract } from "@thingwright/contract-tests";
import { WebSocket } from "ws";
import { cutConnections } from "./support/cut-connections.js";

/** The client for browsers, by the `fetch` of Node.js. */
bindingContract({
  name: "http from a browser",
  server: () => httpServer({ port: 0, limits: { maxBodyBytes: 262_144, historyMs: 100 } }),
  client: () => httpClient({ limits: { minReconnectDelayMs: 10, maxStreamsPerOrigin: 100 }, WebSocket }),
  serverAt: (running) => httpServer({ port: Number(new URL(running.addresses()[0] ?? "").port) }),
  cut: (running) => cutConnections(Number(new URL(running.addresses()[0] ?? "").port)),
  maxBodyBytes: 262_144,
  gaps: { "deadline/nobody-listens": "a page is not told whether a request that failed had been sent" },
});
