import type {
  AuthenticationCarrier,
  BindingManifest,
  ClientBinding,
  FormRefusal,
  FormRequest,
  PreparedForm,
} from "@thingwright/contracts";
import { formHeaders } from "../client/form-headers.js";
import { HttpClient } from "../client/http-client.js";
import { type BrowserHttpClientOptions, browserSettingsOf } from "./browser-client-options.js";
import { browserSubprotocols } from "./browser-subprotocols.js";
import { FetchTransport } from "./fetch-transport.js";
import { isForbiddenHeader } from "./forbidden-header.js";

/**
 * A client for Things over HTTP, for a web page or a worker. Opens nothing before the first request.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export const httpClient = (options: BrowserHttpClientOptions = {}): ClientBinding => new BrowserHttpClient(options);

/** The client of all platforms, without the Forms that a browser cannot carry out. */
class BrowserHttpClient implements ClientBinding {
  /** No server, and no cookies, which are the browser's own. */
  readonly manifest: BindingManifest;
  readonly #client: HttpClient;

  constructor(options: BrowserHttpClientOptions) {
    const settings = browserSettingsOf(options);
    this.#client = new HttpClient(settings, new FetchTransport(settings), options.subprotocols ?? browserSubprotocols);
    const { manifest } = this.#client;
    const carriers = manifest.carriers.filter((carrier) => carrier !== "cookies");
    this.manifest = { ...manifest, serverOperations: [], carriers };
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const refused = this.#refusalOf(request);
    return refused === undefined ? this.#client.prepare(request) : { refused };
  }

  stop(): Promise<void> {
    return this.#client.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #carries(carrier: AuthenticationCarrier, isSocket: boolean): boolean {
    return this.manifest.carriers.includes(carrier) && !(isSocket && carrier === "headers");
  }

  /** Why no page can do what the Form asks for. */
  #refusalOf({ form, authenticator }: FormRequest): string | undefined {
    const headers = formHeaders(form);
    const names = typeof headers === "string" ? [] : headers.filter((_, i) => i % 2 === 0);
    const header = names.find(isForbiddenHeader);
    if (header !== undefined) return `htv:headers sets ${header}, which no web page can send`;
    const isSocket = /^wss?:/i.test(form.href);
    if (isSocket && names.length > 0) return "htv:headers sets headers, which no web page can send with a WebSocket";
    const carrier = authenticator?.carriers.find((one) => !this.#carries(one, isSocket));
    return carrier === undefined ? undefined : `credentials cannot travel as ${carrier} from a web page`;
  }
}
