import {
  type CoapRequest,
  type CoapResponse,
  type CoapServer,
  Code,
  coapServer,
  codeText,
  type ObservationSink,
  udpTransport,
} from "@thingwright/coap";
import { AbortError } from "@thingwright/errors";
import type { StartOptions } from "../../device.js";
import { faultyTransport } from "../../net/faulty-transport.js";
import { type Carrier, type CarrierContext, exchangesOf, splitTarget } from "./carrier.js";
import type { RecordedAnswer, RecordedNotification, RecordedPayload } from "./recording.js";

/** Content-Format numbers of the types that recordings have by name (RFC 7252 §12.3, RFC 8949 §9.4). */
const contentFormats: ReadonlyMap<string, number> = new Map([
  ["text/plain", 0],
  ["application/link-format", 40],
  ["application/xml", 41],
  ["application/octet-stream", 42],
  ["application/json", 50],
  ["application/cbor", 60],
  ["application/senml+json", 110],
  ["application/senml+cbor", 112],
  ["application/td+json", 432],
]);
const maxObservers = 16;

/** Answers CoAP requests from a recording; what is not recorded is 5.01. */
export class CoapCarrier implements Carrier {
  readonly #context: CarrierContext;
  readonly #observers = new Map<ObservationSink, string>();
  #server: CoapServer | undefined;

  constructor(context: CarrierContext) {
    this.#context = context;
  }

  async start({ signal }: StartOptions): Promise<string> {
    if (signal?.aborted) throw new AbortError("WOT_ABORTED", "the device was told not to start");
    const { address, port, faults, maxPayloadBytes } = this.#context;
    this.#server = coapServer({
      handler: (request) => this.#receive(request),
      transport: faultyTransport(udpTransport({ address, port }), faults),
      maxBodyBytes: maxPayloadBytes,
      maxObservers,
    });
    const bound = await this.#server.listen();
    return `coap://${address}:${bound.port}`;
  }

  notify(notification: RecordedNotification): void {
    const [path] = splitTarget(notification.target);
    const response = this.#contentOf(Code.Content, notification);
    for (const [observer, observed] of this.#observers) if (observed === path) observer.notify(response);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  #receive(request: CoapRequest): CoapResponse | Promise<CoapResponse> {
    const { player, exchanges, unrecorded } = this.#context;
    const method = methods.get(request.method) ?? codeText(request.method);
    const wanted = exchangesOf(exchanges, method, request.path, request.query);
    return new Promise((resolve) => {
      const reply = (answer: RecordedAnswer): void => resolve(this.#answer(request, answer));
      if (player.react(wanted, Buffer.from(request.payload), { reply })) return;
      unrecorded(`${method} ${request.path}`);
      resolve({ code: Code.NotImplemented, payload: `the recording has no such request: ${method} ${request.path}` });
    });
  }

  #answer(request: CoapRequest, answer: RecordedAnswer): CoapResponse {
    const observer = answer.stream === true ? request.observe?.accept() : undefined;
    if (observer !== undefined) {
      this.#observers.set(observer, request.path);
      observer.onEnd(() => this.#observers.delete(observer));
    }
    const [major = "5", minor = "00"] = answer.status.split(".");
    return this.#contentOf((Number(major) << 5) + Number(minor), answer);
  }

  #contentOf(code: number, payload: RecordedPayload): CoapResponse {
    const { contentType } = payload;
    const contentFormat = contentType === undefined ? undefined : contentFormats.get(contentType);
    return { code, payload: this.#context.encode(payload), ...(contentFormat !== undefined && { contentFormat }) };
  }
}

const methods: ReadonlyMap<number, string> = new Map([
  [Code.GET, "GET"],
  [Code.POST, "POST"],
  [Code.PUT, "PUT"],
  [Code.DELETE, "DELETE"],
  [Code.FETCH, "FETCH"],
  [Code.PATCH, "PATCH"],
  [Code.iPATCH, "iPATCH"],
]);
