import type { HostedThing } from "@thingwright/contracts";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";

/** Answers a request, now or later. May throw: the server answers with the problem. */
export type Handler = (request: InboundHttpRequest) => void;

/** What an address of the server offers, by method. */
export interface Resource {
  readonly methods: ReadonlyMap<string, Handler>;
  /** Value for the Allow header. */
  readonly allow: string;
  /** Whether its address names something that comes and goes, so that it is not worth being kept. */
  readonly isFleeting?: boolean;
  /** The Thing that it is the address of: a connection can be upgraded there. */
  readonly thing?: HostedThing;
}

/** A resource with these handlers; HEAD goes with GET (`exploration-server-http-head`), OPTIONS with everything. */
export function resource(handlers: Readonly<Record<string, Handler | undefined>>): Resource {
  const methods = new Map<string, Handler>();
  for (const [method, handler] of Object.entries(handlers)) {
    if (handler === undefined) continue;
    methods.set(method, handler);
    if (method === "GET") methods.set("HEAD", handler);
  }
  const allow = [...methods.keys(), "OPTIONS"].join(", ");
  methods.set("OPTIONS", ({ response }) => {
    response.writeHead(204, ["allow", allow]);
    response.end();
  });
  return { methods, allow };
}
