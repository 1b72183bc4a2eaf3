import {
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  type Logger,
  limitsFrom,
  manifestRefusal,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  silent,
  systemClock,
} from "@thingwright/contracts";
import { DataSchemaError, isWotError, ProtocolError, UsageError } from "@thingwright/errors";
import { isObject } from "@thingwright/mapping";
import type { ApplicationIdentity } from "../stack/application-identity.js";
import { attribute } from "../stack/built-in-type.js";
import { NodeOpcuaStack } from "../stack/node-opcua-stack.js";
import type { ServerTrust } from "../stack/server-certificate.js";
import type { UaIdentity, UaSession, UaStack } from "../stack/ua-session.js";
import { defaultOpcuaClientLimits, type OpcuaClientLimits } from "./client-limits.js";
import { LinkPool } from "./link-pool.js";
import { opcuaManifest } from "./manifest.js";
import { type OpcuaRequest, readOpcuaForm } from "./opcua-form.js";
import type { ServerLink } from "./server-link.js";
import { statusError } from "./status-error.js";
import { bodyOf, outputBody, valueIn } from "./value-format.js";

/** Options of {@link opcuaClient}; every one has a default. */
export interface OpcuaClientOptions {
  /** The module `node-opcua-client`, as `import` gives it; by default it is imported when it is needed. */
  readonly stack?: unknown;
  /** What speaks OPC UA in its place: for tests, and for other stacks. */
  readonly sessions?: UaStack;
  /** Which servers are trusted; by default none, so that only channels without security can be had. */
  readonly trust?: ServerTrust;
  /** The certificate of this application; by default one is made that ends with the process. */
  readonly identity?: ApplicationIdentity;
  readonly limits?: Partial<OpcuaClientLimits>;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Uniform in [0, 1); spreads attempts to connect. */
  readonly random?: () => number;
}

/** The OPC UA binding, with a way to the sessions behind it. */
export interface OpcuaClient extends ClientBinding {
  /** The link to a server: what needs more than a Form can say. */
  link(url: string, channel: OpcuaRequest["channel"], identity: UaIdentity): ServerLink;
}

/**
 * The consuming half of the OPC UA binding (OPC 10101): reads, writes, watches and calls nodes of servers, by the package
 * `node-opcua-client`.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export function opcuaClient(options: OpcuaClientOptions = {}): OpcuaClient {
  return new Client(options);
}

class Client implements OpcuaClient {
  readonly manifest = opcuaManifest;
  readonly #limits: OpcuaClientLimits;
  readonly #stack: UaStack;
  readonly #pool: LinkPool;
  #isStopped = false;

  constructor(options: OpcuaClientOptions) {
    const { clock = systemClock, logger = silent, random = Math.random, sessions } = options;
    this.#limits = limitsFrom(defaultOpcuaClientLimits, options.limits);
    this.#stack = sessions ?? new NodeOpcuaStack({ ...options, limits: this.#limits, clock, logger });
    this.#pool = new LinkPool({ stack: this.#stack, limits: this.#limits, clock, logger, random });
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { href, authenticator } = request;
    const refused = manifestRefusal(request, opcuaManifest, "OPC UA");
    if (refused !== undefined) return { refused };
    if (href.variables.length > 0) return { refused: "an OPC UA address has no variables" };
    const prepared = readOpcuaForm(request, href.expand({}));
    if (typeof prepared === "string") return { refused: prepared };
    const isOptional = request.form.security.every(
      (name) => request.thing.securityDefinitions[name]?.scheme === "auto",
    );
    const identify = async (): Promise<UaIdentity> => {
      try {
        const { user, certificate } = (await authenticator?.authenticate({ uri: prepared.url, method: "" })) ?? {};
        return {
          ...(user !== undefined && { user: { name: user.name, password: user.password } }),
          ...(certificate !== undefined && { certificate: { cert: certificate.cert, key: certificate.key } }),
        };
      } catch (error) {
        // What is negotiated may come to nobody in particular.
        if (isOptional && isWotError(error) && error.code === "WOT_CREDENTIALS_MISSING") return {};
        throw error;
      }
    };
    const linked = async (): Promise<ServerLink> => this.link(prepared.url, prepared.channel, await identify());
    return {
      request: async (exchange) => {
        const link = await linked();
        return link.use((session) => this.#carryOut(session, prepared, exchange), exchange);
      },
      subscribe: async (exchange, sink) => this.#subscribe(await linked(), prepared, exchange, sink),
    };
  }

  link(url: string, { mode, policy }: OpcuaRequest["channel"], identity: UaIdentity): ServerLink {
    if (this.#isStopped) throw new UsageError("WOT_STATE", "the OPC UA client is stopped");
    return this.#pool.get({ url, mode, ...(policy !== undefined && { policy }), identity });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#pool.close();
    await this.#stack[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #carryOut(session: UaSession, request: OpcuaRequest, exchange: Exchange): Promise<Reply> {
    if (request.service === "read") return read(session, request);
    const body = exchange.content?.body ?? new Uint8Array(0);
    if (body.length > this.#limits.maxBodyBytes) {
      throw new DataSchemaError("WOT_DATA_SYNTAX", `the body is longer than ${this.#limits.maxBodyBytes} bytes`);
    }
    return request.service === "write" ? write(session, request, body) : call(session, request, body);
  }

  async #subscribe(
    link: ServerLink,
    { service, nodeId, format }: OpcuaRequest,
    exchange: Exchange,
    sink: ContentSink,
  ): Promise<RemoteSubscription> {
    const kind = service === "events" ? "events" : "value";
    const quiet = quietable(sink);
    const leave = await link.watch({ nodeId, kind, format }, quiet.sink, exchange);
    const stop = async (): Promise<void> => {
      quiet.end();
      exchange.signal?.removeEventListener("abort", aborted);
      await leave();
    };
    const aborted = (): void => void stop();
    exchange.signal?.addEventListener("abort", aborted, { once: true });
    return { stop };
  }
}

async function read(session: UaSession, { nodeId, format }: OpcuaRequest): Promise<Reply> {
  const [value] = await session.read([{ nodeId, attribute: attribute.value }]);
  if (value === undefined) throw new ProtocolError("WOT_PROTOCOL", "the server answers no value");
  const error = statusError(value.status, `reading ${nodeId}`);
  if (error !== undefined) throw error;
  return bodyOf(value, format);
}

async function write(session: UaSession, { nodeId, format }: OpcuaRequest, body: Uint8Array): Promise<Reply> {
  const status = await session.write(nodeId, valueIn(body, format));
  const error = statusError(status, `writing ${nodeId}`);
  if (error !== undefined) throw error;
  return noContent;
}

async function call(session: UaSession, request: OpcuaRequest, body: Uint8Array): Promise<Reply> {
  const { nodeId, format } = request;
  const input = body.length === 0 ? {} : valueIn(body, format);
  if (!isObject(input)) {
    throw new DataSchemaError("WOT_DATA_INVALID", "the input of a method is an object with its arguments");
  }
  const objectId = request.objectId ?? (await parentOf(session, nodeId));
  const { status, output, refused } = await session.call(objectId, nodeId, input);
  const reasons = Object.entries(refused).map(([name, each]) => `${name} ${each.name}`);
  const error = statusError(status, [`calling ${nodeId}`, ...reasons].join(", "));
  if (error !== undefined) throw error;
  return outputBody(output, format);
}

/** The object that has a method, where the Form does not say. */
async function parentOf(session: UaSession, methodId: string): Promise<string> {
  const [references = []] = await session.browse([methodId], "inverse");
  const parent = references[0]?.nodeId;
  if (parent === undefined) throw new ProtocolError("WOT_PROTOCOL", `no object has the method ${methodId}`);
  return parent;
}

/** A sink that hears nothing more once it has ended. */
function quietable(sink: ContentSink): { readonly sink: ContentSink; end(): void } {
  let isOver = false;
  return {
    sink: {
      next: (content) => void (isOver || sink.next(content)),
      interrupted: (error) => void (isOver || sink.interrupted(error)),
      resumed: () => void (isOver || sink.resumed()),
      error: (error) => void (isOver || sink.error(error)),
      complete: () => void (isOver || sink.complete()),
    },
    end() {
      isOver = true;
    },
  };
}
