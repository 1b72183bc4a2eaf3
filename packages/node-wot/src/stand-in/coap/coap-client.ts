import { coapClient } from "@thingwright/binding-coap";
import { BindingClient } from "../bindings/binding-client.js";
import { BindingClientFactory } from "../bindings/binding-client-factory.js";
import { refuseOptions } from "../bindings/not-carried-over.js";
import type { CoapServer } from "./coap-server.js";

/** In place of the class of `@node-wot/binding-coap`: asks Forms that it is given. It has a port of its own, whatever server it is given. */
export class CoapClient extends BindingClient {
  constructor(_server?: CoapServer) {
    super(coapClient());
  }
}

/** The same for `coaps:`. */
export class CoapsClient extends BindingClient {
  constructor() {
    super(coapClient());
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
