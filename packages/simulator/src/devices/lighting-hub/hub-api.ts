import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultInjector } from "../../faults/fault-injector.js";
import { mistyped } from "../../faults/mistyped.js";
import type { EventStream } from "./event-stream.js";
import type { Light } from "./light.js";
import { readBody } from "./request-body.js";

export interface HubApiOptions {
  readonly hubName: string;
  readonly applicationKey: string;
  readonly lights: ReadonlyMap<string, Light>;
  readonly events: EventStream;
  readonly faults: FaultInjector;
  /** Default 4096. */
  readonly maxBodyBytes?: number;
}

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

/** Header that carries the application key. */
export const applicationKeyHeader = "lumen-application-key";

/** Lumenhaus's HTTP interface: what each request does, and what is answered. */
export class HubApi {
  readonly #options: HubApiOptions;
  readonly #maxBodyBytes: number;

  constructor(options: HubApiOptions) {
    this.#options = options;
    this.#maxBodyBytes = options.maxBodyBytes ?? 4096;
  }

  /** Answers one request. Never throws and never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => response.destroy());
    const answer = await this.#answer(request, response).catch(() => refusal(500, "HUB_FAILURE", "the hub failed"));
    if (answer !== undefined) this.#options.faults.delay(() => this.#send(response, answer));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (path === "/api/config") return this.#only(request, "GET", () => this.#config());
    if (request.headers[applicationKeyHeader] !== this.#options.applicationKey) {
      return refusal(403, "KEY_REFUSED", `send a valid ${applicationKeyHeader}`);
    }
    if (path === "/api/lights") return this.#only(request, "GET", () => this.#allLights());
    if (path === "/api/events") return this.#only(request, "GET", () => this.#listen(request, response));
    const [, id, rest] = /^\/api\/lights\/([^/]+)(\/state|\/identify)?$/.exec(path) ?? [];
    const light = id === undefined ? undefined : this.#options.lights.get(id);
    if (light === undefined) return refusal(404, "NOT_FOUND", "there is nothing here");
    if (rest === "/state") return this.#only(request, "PUT", () => this.#putState(request, light));
    if (rest === "/identify") return this.#only(request, "POST", () => stateAnswer(light, [["alert", "select"]]));
    return this.#only(request, "GET", () => ({ status: 200, body: light.document() }));
  }

  #only<Result>(request: IncomingMessage, method: string, answer: () => Result): Result | Answer {
    if (request.method === method) return answer();
    return { ...refusal(405, "METHOD_REFUSED", `only ${method} works here`), headers: { allow: method } };
  }

  #config(): Answer {
    return {
      status: 200,
      body: { name: this.#options.hubName, hubid: "lh-5e1d0a", modelid: "LH-HUB2", apiversion: "1.9" },
    };
  }

  #allLights(): Answer {
    const { lights } = this.#options;
    return { status: 200, body: Object.fromEntries([...lights].map(([id, light]) => [id, light.document()])) };
  }

  #listen(request: IncomingMessage, response: ServerResponse): Answer | undefined {
    const { events } = this.#options;
    if (events.isFull) return refusal(503, "TOO_MANY_LISTENERS", "no more event streams");
    const lastEventId = request.headers["last-event-id"];
    events.attach(response, Array.isArray(lastEventId) ? lastEventId[0] : lastEventId);
    return undefined;
  }

  async #putState(request: IncomingMessage, light: Light): Promise<Answer> {
    const body = await readBody(request, this.#maxBodyBytes);
    if (body.kind === "too-large") {
      return {
        ...refusal(413, "BODY_TOO_LARGE", `at most ${this.#maxBodyBytes} bytes`),
        headers: { connection: "close" },
      };
    }
    const value = body.kind === "json" ? body.value : undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return refusal(400, "BODY_INVALID", "the body must be a JSON object");
    }
    return stateAnswer(light, Object.entries(value));
  }

  #send(response: ServerResponse, answer: Answer): void {
    if (response.destroyed) return;
    const { faults } = this.#options;
    const document = faults.isEnabled("wrong-type") ? mistyped(answer.body) : answer.body;
    const bytes = faults.isEnabled("garbage") ? faults.garbage() : Buffer.from(JSON.stringify(document));
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "content-length": bytes.length,
      ...answer.headers,
    });
    response.end(bytes);
  }
}

/** 200 if anything was applied, or nothing was asked for; 400 if everything was refused; 503 if the lamp is away. */
function stateAnswer(light: Light, change: readonly (readonly [string, unknown])[]): Answer {
  const outcome = light.apply(new Map(change));
  if (outcome.errors.some((error) => error.code === "LIGHT_UNREACHABLE")) return { status: 503, body: outcome };
  const nothingApplied = outcome.errors.length > 0 && Object.keys(outcome.applied).length === 0;
  return { status: nothingApplied ? 400 : 200, body: outcome };
}

function refusal(status: number, code: string, detail: string): Answer {
  return { status, body: { errors: [{ code, field: null, detail }] } };
}
