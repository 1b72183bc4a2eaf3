import type { BindingManifest, ClientBinding, FormRefusal, FormRequest, PreparedForm } from "@thingwright/contracts";
import { formHeaders } from "../client/form-headers.js";
import { HttpClient } from "../client/http-client.js";
import { longPoll } from "../client/long-poll.js";
import { sse } from "../client/sse.js";
import { httpManifest } from "../manifest.js";
import { type BrowserHttpClientOptions, browserSettingsOf } from "./browser-client-options.js";
import { FetchTransport } from "./fetch-transport.js";
import { isForbiddenHeader } from "./forbidden-header.js";

/**
 * A client for Things over HTTP, for a web page or a worker. Opens nothing before the first request.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export const httpClient = (options: BrowserHttpClientOptions = {}): ClientBinding => new BrowserHttpClient(options);

/** What a browser lets this binding do: no server, and no cookies, which are the browser's own. */
export const browserHttpManifest: BindingManifest = Object.freeze({
  ...httpManifest,
  serverOperations: Object.freeze([]),
  carriers: Object.freeze(httpManifest.carriers.filter((carrier) => carrier !== "cookies")),
});

/** The client of all platforms, without the Forms that a browser cannot carry out. */
class BrowserHttpClient implements ClientBinding {
  readonly manifest = browserHttpManifest;
  readonly #client: HttpClient;

  constructor(options: BrowserHttpClientOptions) {
    const settings = browserSettingsOf(options);
    this.#client = new HttpClient(settings, new FetchTransport(settings), [sse, longPoll]);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const refused = refusalOf(request);
    return refused === undefined ? this.#client.prepare(request) : { refused };
  }

  stop(): Promise<void> {
    return this.#client.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** Why no page can do what the Form asks for. */
function refusalOf({ form, authenticator }: FormRequest): string | undefined {
  const headers = formHeaders(form);
  const header =
    typeof headers === "string" ? undefined : headers.find((name, i) => i % 2 === 0 && isForbiddenHeader(name));
  if (header !== undefined) return `htv:headers sets ${header}, which no web page can send`;
  const carrier = authenticator?.carriers.find((one) => !browserHttpManifest.carriers.includes(one));
  return carrier === undefined ? undefined : `credentials cannot travel as ${carrier} from a web page`;
}
