import { type Clock, type Logger, systemClock, within } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { type ApplicationIdentity, type IdentityFiles, IdentityStore } from "./application-identity.js";
import { chooseEndpoint, isSecured } from "./endpoint-choice.js";
import type { NodeOpcua, NodeOpcuaClient, NodeOpcuaEndpoint } from "./node-opcua.js";
import { NodeOpcuaUaSession } from "./node-opcua-session.js";
import { requireTrusted, type ServerTrust } from "./server-certificate.js";
import { stackError } from "./stack-error.js";
import type { StackLimits } from "./stack-limits.js";
import type { UaEndpoint, UaIdentity, UaSession, UaSessionEvents, UaStack } from "./ua-session.js";

export interface StackOptions {
  /** The module `node-opcua-client`; by default it is loaded when it is needed. */
  readonly stack?: unknown;
  readonly identity?: ApplicationIdentity;
  readonly trust?: ServerTrust;
  readonly limits: StackLimits;
  readonly clock?: Clock;
  readonly logger: Logger;
}

/** Sessions by the package `node-opcua-client`, which is loaded at the first one. */
export class NodeOpcuaStack implements UaStack {
  readonly #options: StackOptions;
  readonly #clock: Clock;
  #loaded: Promise<{ readonly stack: NodeOpcua; readonly identity: IdentityStore }> | undefined;

  constructor(options: StackOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  async connect(endpoint: UaEndpoint, events: UaSessionEvents): Promise<UaSession> {
    const { stack, identity } = await this.#load();
    const files = await identity.files();
    const offered = await this.#endpointsOf(endpoint.url, stack, files);
    const chosen = chooseEndpoint(offered, endpoint);
    if (isSecured(chosen)) requireTrusted(this.#leaf(stack, chosen), hostOf(endpoint.url), this.#trust, this.#clock);
    return this.#open(endpoint, chosen, stack, files, events);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const loaded = await this.#loaded?.catch(() => undefined);
    await loaded?.identity[Symbol.asyncDispose]();
  }

  get #trust(): ServerTrust {
    return this.#options.trust ?? {};
  }

  #load() {
    this.#loaded ??= this.#import();
    return this.#loaded;
  }

  async #import() {
    const stack = (this.#options.stack ?? (await importStack())) as NodeOpcua;
    // It writes to the console; what matters comes as errors.
    if (this.#options.stack === undefined) stack.setLogLevel?.(0);
    return { stack, identity: new IdentityStore(this.#options.identity ?? {}, stack) };
  }

  /** What a server offers, asked without security as anybody may. */
  async #endpointsOf(url: string, stack: NodeOpcua, files: IdentityFiles): Promise<readonly NodeOpcuaEndpoint[]> {
    const client = this.#clientOf(stack, files, {});
    return this.#guarded(client, `${url} cannot be asked for its endpoints`, async () => {
      await client.connect(url);
      const endpoints = await client.getEndpoints();
      await client.disconnect();
      return endpoints;
    });
  }

  async #open(
    { url, identity }: UaEndpoint,
    chosen: NodeOpcuaEndpoint,
    stack: NodeOpcua,
    files: IdentityFiles,
    events: UaSessionEvents,
  ): Promise<UaSession> {
    const client = this.#clientOf(stack, files, {
      securityMode: chosen.securityMode,
      securityPolicy: chosen.securityPolicyUri,
      ...(isSecured(chosen) && { serverCertificate: chosen.serverCertificate }),
    });
    return this.#guarded(client, `${url} cannot be connected to`, async () => {
      await client.connect(url);
      const session = await client.createSession(identityInfo(identity));
      const server = {
        applicationUri: chosen.server.applicationUri,
        applicationName: chosen.server.applicationName.text ?? chosen.server.applicationUri,
      };
      return NodeOpcuaUaSession.over({ stack, client, session, server, limits: this.#options.limits, events });
    });
  }

  /** Ends the client when `work` fails, or takes too long. */
  async #guarded<T>(client: NodeOpcuaClient, what: string, work: () => Promise<T>): Promise<T> {
    const { connectTimeoutMs } = this.#options.limits;
    try {
      return await within(work(), { timeoutMs: connectTimeoutMs }, this.#clock);
    } catch (error) {
      void client.disconnect().catch(() => {});
      throw stackError(error, what);
    }
  }

  #clientOf(stack: NodeOpcua, files: IdentityFiles, security: object): NodeOpcuaClient {
    const { limits } = this.#options;
    return stack.OPCUAClient.create({
      applicationName: "Thingwright",
      clientName: "Thingwright",
      ...files,
      clientCertificateManager: certificateManager(files, stack, (der) => this.#judge(der, stack)),
      endpointMustExist: false,
      keepSessionAlive: true,
      keepAliveInterval: limits.keepAliveMs,
      requestedSessionTimeout: limits.sessionTimeoutMs,
      transportTimeout: limits.connectTimeoutMs,
      defaultTransactionTimeout: limits.responseTimeoutMs,
      connectionStrategy: { maxRetry: 0, initialDelay: 500, maxDelay: 10_000 },
      transportSettings: { maxMessageSize: limits.maxMessageBytes, maxChunkCount: 0 },
      ...security,
    });
  }

  /** A server that shows another certificate while its channel is made anew. */
  #judge(der: Buffer, stack: NodeOpcua): boolean {
    try {
      const [leaf = der] = stack.crypto_utils.split_der(der);
      requireTrusted(leaf, "", this.#trust, this.#clock);
      return true;
    } catch (error) {
      this.#options.logger.warn("an OPC UA server shows another certificate", { error });
      return false;
    }
  }

  #leaf(stack: NodeOpcua, { serverCertificate }: NodeOpcuaEndpoint): Uint8Array {
    const chain = serverCertificate ?? Buffer.alloc(0);
    return chain.length === 0 ? chain : (stack.crypto_utils.split_der(chain)[0] ?? chain);
  }
}

/** @throws {UnsupportedError} WOT_NO_FORM when the package is not installed */
async function importStack(): Promise<unknown> {
  try {
    // As a text, so that types do not need the package to be there.
    const module = (await import("node-opcua-client" as string)) as { readonly default?: unknown };
    return module.default ?? module;
  } catch (cause) {
    throw new UnsupportedError("WOT_NO_FORM", "OPC UA needs a package: npm install node-opcua-client@2.140.0", {
      cause,
    });
  }
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, "");

/** Kinds of identity tokens, as the stack numbers them. */
function identityInfo({ user, certificate }: UaIdentity): object {
  if (certificate !== undefined) {
    const { cert, key } = certificate;
    return { type: 2, certificateData: derOf(cert), privateKey: key };
  }
  return user === undefined ? { type: 0 } : { type: 1, userName: user.name, password: user.password };
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----/g, "").replace(/\s+/g, ""), "base64");

/**
 * What the stack asks about certificates. It keeps none: who is trusted is the caller's to say, and the files of the
 * application are made before.
 */
function certificateManager(
  { privateKeyFile }: IdentityFiles,
  { StatusCodes: { Good: good, BadCertificateUntrusted: bad } }: NodeOpcua,
  judge: (der: Buffer) => boolean,
): object {
  type Done = (error: null, status: unknown) => void;
  return {
    rootDir: "",
    privateKey: privateKeyFile,
    initialize: async () => {},
    dispose: async () => {},
    withLock2: <T>(action: () => Promise<T>) => action(),
    trustCertificate: async () => {},
    verifyCertificate: async () => "Good",
    checkCertificate(der: Buffer, done: Done) {
      done(null, judge(der) ? good : bad);
    },
  };
}
