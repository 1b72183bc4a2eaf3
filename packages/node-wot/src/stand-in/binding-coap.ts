import { coapClient, coapServer } from "@thingwright/binding-coap";
import { BindingClientFactory } from "./bindings/binding-client-factory.js";
import { BindingServer } from "./bindings/binding-server.js";
import { listeningHosts } from "./bindings/listening-hosts.js";
import { refuseOptions } from "./bindings/not-carried-over.js";
import { Form } from "./thing/thing-description.js";

export interface CoapServerConfig {
  port?: number;
  address?: string;
  devFriendly?: boolean;
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

/** In place of the class of `@node-wot/binding-coap`. A server that it is given is not needed: clients have their own port. */
export class CoapClientFactory extends BindingClientFactory {
  readonly scheme: string = "coap";

  constructor(_server?: CoapServer) {
    super();
  }

  protected override makeBinding() {
    return coapClient();
  }
}

/** For `coaps:`, in so far as our binding has it. */
export class CoapsClientFactory extends CoapClientFactory {
  override readonly scheme = "coaps";

  constructor(config: object = {}) {
    super();
    refuseOptions("CoapsClientFactory", config, ["key", "cert"]);
  }
}

/** A Form with terms of CoAP. */
export class CoapForm extends Form {}

export default CoapServer;
