import { type CoapRequest, type CoapResponse, Code, type ObservationSink } from "@thingwright/coap";
import { Encoder } from "cbor-x";
import type { FaultInjector } from "../../faults/fault-injector.js";
import { mistyped } from "../../faults/mistyped.js";
import type { AirProbe } from "./air-probe.js";
import { cborUint } from "./cbor-uint.js";
import type { SampleInterval } from "./sample-interval.js";

/** Content-Format numbers (RFC 7252 §12.3, RFC 8949 §9.4). */
const contentFormat = { linkFormat: 40, cbor: 60 } as const;
const links = '</air>;rt="air";ct=60;obs,</cfg/interval>;rt="seconds";ct=60,</cmd/calibrate>;rt="command"';
const cbor = new Encoder({ useRecords: false, variableMapSize: true });

type Method = (request: CoapRequest) => CoapResponse;
/** What a path does, by the method's code. */
type Resource = ReadonlyMap<number, Method>;

/** The sensor's CoAP resources. */
export class AirResources {
  readonly #probe: AirProbe;
  readonly #interval: SampleInterval;
  readonly #faults: FaultInjector;
  readonly #maxBodyBytes: number;
  readonly #observers = new Set<ObservationSink>();
  readonly #resources: ReadonlyMap<string, Resource>;

  constructor(probe: AirProbe, interval: SampleInterval, faults: FaultInjector, maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#probe = probe;
    this.#interval = interval;
    this.#faults = faults;
    this.#resources = new Map<string, Resource>([
      ["/.well-known/core", new Map([[Code.GET, () => discovery]])],
      ["/air", new Map<number, Method>([[Code.GET, (request) => this.#getAir(request)]])],
      [
        "/cfg/interval",
        new Map<number, Method>([
          [Code.GET, () => this.#content(this.#interval.seconds)],
          [Code.PUT, (request) => this.#putInterval(request)],
        ]),
      ],
      ["/cmd/calibrate", new Map([[Code.POST, () => this.#calibrate()]])],
    ]);
  }

  /** Answers one request; an unknown path or method, or a representation that it lacks, with a 4.xx. */
  readonly handle = (request: CoapRequest): CoapResponse => {
    const resource = this.#resources.get(request.path);
    if (resource === undefined) return { code: Code.NotFound };
    const run = resource.get(request.method);
    if (run === undefined) return { code: Code.MethodNotAllowed };
    if (request.payload.length > this.#maxBodyBytes) return { code: Code.RequestEntityTooLarge };
    const wanted = request.path === "/.well-known/core" ? contentFormat.linkFormat : contentFormat.cbor;
    if (request.accept !== undefined && request.accept !== wanted) return { code: Code.NotAcceptable };
    return run(request);
  };

  /** Measures, and sends the sample to all who observe. */
  readonly notify = (): void => {
    const sample = this.#air();
    for (const observer of this.#observers) observer.notify(sample);
  };

  #getAir(request: CoapRequest): CoapResponse {
    const observer = request.observe?.accept();
    if (observer !== undefined) {
      this.#observers.add(observer);
      observer.onEnd(() => this.#observers.delete(observer));
    }
    return this.#air();
  }

  #putInterval(request: CoapRequest): CoapResponse {
    if (request.contentFormat !== contentFormat.cbor) return { code: Code.UnsupportedContentFormat };
    const seconds = cborUint(request.payload);
    if (seconds === undefined || !this.#interval.accepts(seconds)) return { code: Code.BadRequest };
    this.#interval.set(seconds);
    return { code: Code.Changed };
  }

  #calibrate(): CoapResponse {
    this.#probe.calibrate(this.notify);
    return { code: Code.Changed };
  }

  #air(): CoapResponse {
    // Fresh until two samples were missed.
    return { ...this.#content(this.#probe.measure()), maxAgeSeconds: this.#interval.seconds * 2 };
  }

  #content(value: unknown): CoapResponse {
    const document = this.#faults.isEnabled("wrong-type") ? mistyped(value) : value;
    const payload = this.#faults.isEnabled("garbage") ? this.#faults.garbage() : cbor.encode(document);
    return { code: Code.Content, contentFormat: contentFormat.cbor, payload };
  }
}

const discovery: CoapResponse = {
  code: Code.Content,
  contentFormat: contentFormat.linkFormat,
  payload: links,
};
