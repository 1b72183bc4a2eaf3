import { type HttpClientOptions, httpClient } from "@thingwright/binding-http";
import { BindingClient } from "../bindings/binding-client.js";
import { BindingClientFactory } from "../bindings/binding-client-factory.js";
import { refuseOptions } from "../bindings/not-carried-over.js";
import type { HttpConfig } from "./http-config.js";

/** @throws {UsageError} WOT_ARGUMENT for `proxy` */
function optionsOf(of: string, config: HttpConfig | null): HttpClientOptions {
  refuseOptions(of, config ?? {}, ["proxy"]);
  return config?.allowSelfSigned === true ? { tls: { allowUntrusted: true } } : {};
}

/** In place of the class of `@node-wot/binding-http`: asks Forms that it is given. */
export class HttpClient extends BindingClient {
  constructor(config: HttpConfig | null = null, _secure = false, _oauthManager?: object) {
    super(httpClient(optionsOf("HttpClient", config)));
  }
}

/** In place of the class of `@node-wot/binding-http`. */
export class HttpClientFactory extends BindingClientFactory {
  readonly scheme: string = "http";
  readonly #options: HttpClientOptions;

  constructor(config: HttpConfig | null = null, _oauthManager?: object) {
    super();
    this.#options = optionsOf("HttpClientFactory", config);
  }

  protected override makeBinding() {
    return httpClient(this.#options);
  }
}

/** The same for `https:`. */
export class HttpsClientFactory extends HttpClientFactory {
  override readonly scheme = "https";
}
