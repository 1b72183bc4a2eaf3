import { coapServer } from "@thingwright/binding-coap";
import { BindingServer } from "../bindings/binding-server.js";
import { listeningHosts } from "../bindings/listening-hosts.js";

export interface CoapServerConfig {
  port?: number;
  address?: string;
  /** Has no effect: a Thing has an address by its title. */
  devFriendlyUri?: boolean;
}

/** In place of the class of `@node-wot/binding-coap`; UDP port 5683 by default. */
export class CoapServer extends BindingServer {
  readonly scheme = "coap";
  readonly #config: CoapServerConfig;

  constructor(config: CoapServerConfig | number = {}) {
    super();
    this.#config = typeof config === "number" ? { port: config } : config;
  }

  protected override makeBinding() {
    const { port, address } = this.#config;
    return coapServer({ ...listeningHosts(address), ...(port === undefined ? {} : { port }) });
  }
}
