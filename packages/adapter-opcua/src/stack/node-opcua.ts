/** What is used of the package `node-opcua-client`: its own types are not here where it is not installed. */
export interface NodeOpcua {
  readonly OPCUAClient: { create(options: object): NodeOpcuaClient };
  readonly crypto_utils: NodeOpcuaCrypto;
  readonly StatusCodes: { readonly Good: unknown; readonly BadCertificateUntrusted: unknown };
  coerceNodeId(text: string): NodeOpcuaNodeId;
  constructEventFilter(paths: readonly string[]): object;
  setLogLevel?(level: number): void;
}

export interface NodeOpcuaCrypto {
  generatePrivateKey(bits: number): Promise<unknown>;
  generateKeyPair(bits: number): Promise<{ readonly privateKey: unknown; readonly publicKey: unknown }>;
  privateKeyToPEM(key: unknown): Promise<{ readonly privPem: string }>;
  createSelfSignedCertificate(options: object): Promise<{ readonly cert: string }>;
  split_der(chain: Buffer): readonly Buffer[];
}

export interface NodeOpcuaNodeId {
  readonly namespace: number;
  toString(): string;
}

export interface NodeOpcuaStatus {
  readonly value: number;
  readonly name: string;
}

export interface NodeOpcuaVariant {
  readonly dataType: number;
  /** 0 for a scalar, 1 for an array, 2 for a matrix. */
  readonly arrayType: number;
  readonly dimensions?: readonly number[] | null;
  readonly value: unknown;
}

export interface NodeOpcuaDataValue {
  readonly value: NodeOpcuaVariant;
  readonly statusCode: NodeOpcuaStatus;
  readonly sourceTimestamp?: Date | null;
  readonly serverTimestamp?: Date | null;
}

export interface NodeOpcuaTokenPolicy {
  /** 0 for nobody, 1 for a user name, 2 for a certificate, 3 for an issued token. */
  readonly tokenType: number;
  readonly securityPolicyUri?: string | null;
}

export interface NodeOpcuaEndpoint {
  readonly endpointUrl: string;
  /** 1 for None, 2 for Sign, 3 for SignAndEncrypt. */
  readonly securityMode: number;
  readonly securityPolicyUri: string;
  readonly securityLevel: number;
  readonly serverCertificate: Buffer | null;
  readonly userIdentityTokens: readonly NodeOpcuaTokenPolicy[] | null;
  readonly server: { readonly applicationUri: string; readonly applicationName: { readonly text?: string | null } };
}

export interface NodeOpcuaClient {
  connect(url: string): Promise<void>;
  disconnect(): Promise<void>;
  getEndpoints(): Promise<readonly NodeOpcuaEndpoint[]>;
  createSession(identity: object): Promise<NodeOpcuaSession>;
  on(event: string, listener: (...parameters: unknown[]) => void): void;
}

export interface NodeOpcuaReference {
  readonly referenceTypeId: NodeOpcuaNodeId;
  readonly nodeId: NodeOpcuaNodeId;
  readonly browseName: { readonly namespaceIndex: number; readonly name: string | null };
  readonly displayName: { readonly text?: string | null };
  readonly nodeClass: number;
  readonly typeDefinition?: NodeOpcuaNodeId;
}

export interface NodeOpcuaArgument {
  readonly name: string | null;
  readonly dataType: NodeOpcuaNodeId;
  readonly valueRank: number;
}

export interface NodeOpcuaCallResult {
  readonly statusCode: NodeOpcuaStatus;
  readonly inputArgumentResults?: readonly NodeOpcuaStatus[] | null;
  readonly outputArguments?: readonly NodeOpcuaVariant[] | null;
}

export interface NodeOpcuaItem {
  readonly monitoringParameters: { readonly clientHandle: number };
  readonly statusCode: NodeOpcuaStatus;
  on(event: string, listener: (value: never) => void): void;
  terminate(): Promise<void>;
}

export interface NodeOpcuaSubscription {
  /** By handle. */
  readonly monitoredItems: Readonly<Record<string, unknown>>;
  monitor(item: object, parameters: object, timestamps: number): Promise<NodeOpcuaItem>;
  on(event: string, listener: (...parameters: unknown[]) => void): void;
}

export interface NodeOpcuaSession {
  read(items: readonly object[]): Promise<readonly NodeOpcuaDataValue[]>;
  write(item: object): Promise<NodeOpcuaStatus>;
  call(request: object): Promise<NodeOpcuaCallResult>;
  browse(
    descriptions: readonly object[],
  ): Promise<
    readonly { readonly references: readonly NodeOpcuaReference[] | null; readonly continuationPoint?: unknown }[]
  >;
  browseNext(
    points: readonly unknown[],
    release: boolean,
  ): Promise<
    readonly { readonly references: readonly NodeOpcuaReference[] | null; readonly continuationPoint?: unknown }[]
  >;
  readNamespaceArray(): Promise<readonly string[]>;
  getArgumentDefinition(methodId: NodeOpcuaNodeId): Promise<{
    readonly inputArguments: readonly NodeOpcuaArgument[];
    readonly outputArguments: readonly NodeOpcuaArgument[];
  }>;
  constructExtensionObject(dataType: NodeOpcuaNodeId, members: object): Promise<unknown>;
  createSubscription2(options: object): Promise<NodeOpcuaSubscription>;
  on(event: string, listener: (...parameters: unknown[]) => void): void;
  close(deleteSubscriptions: boolean): Promise<void>;
}
