/**
 * What is used of `@matter/main` 0.17.9, as far as its types matter here. The library itself is loaded by whoever has it
 * installed: nothing here imports it.
 */
export interface MatterLibrary {
  readonly main: MainModule;
  readonly protocol: ProtocolModule;
  readonly types: TypesModule;
  readonly nodejs: NodejsModule;
}

type Constructor<T> = abstract new (...args: never[]) => T;

export interface MainModule {
  readonly Environment: { new (name: string, parent: Environment): Environment; readonly default: Environment };
  readonly Filesystem: object;
  readonly StorageService: new (environment: Environment) => StorageService;
  readonly ServerNode: {
    readonly RootEndpoint: { with(...behaviors: readonly object[]): object };
    create(type: object, options: object): Promise<ControllerNode>;
  };
  readonly ControllerBehavior: object;
  readonly NetworkClient: object;
  readonly ChangeNotificationService: object;
  readonly Node: { forEndpoint(endpoint: PeerEndpoint): object };
  readonly Logger: { level: string | number; destinations: Record<string, LogDestination> };
  readonly LogLevel: Readonly<Record<string, number>>;
  readonly Seconds: (value: number) => unknown;
  readonly Millis: (value: number) => unknown;
  readonly NetworkError: Constructor<Error>;
  readonly TimeoutError: Constructor<Error>;
  readonly UnexpectedDataError: Constructor<Error>;
}

export interface LogDestination {
  level: number;
  add(message: { readonly level: number; readonly facility: string }): void;
  format(message: object): string;
  write(text: string, message: { readonly level: number; readonly facility: string }): void;
}

export interface ProtocolModule {
  readonly FabricAuthority: object;
  readonly PeerCommunicationError: Constructor<Error>;
  readonly Read: ((...selectors: readonly object[]) => object) & { Attribute(selector: object): object };
  readonly Write: ((...data: readonly object[]) => object) & { Attribute(data: object): object };
  readonly Invoke: ((options: object) => object) & { ConcreteCommandRequest(request: object): object };
}

export interface TypesModule {
  readonly Status: Readonly<Record<number, string>>;
  readonly StatusResponseError: Constructor<Error & { readonly code: number; readonly clusterCode?: number }>;
  readonly ValidationError: Constructor<Error>;
  readonly QrPairingCodeCodec: { decode(code: string): readonly PairingData[] };
  readonly ManualPairingCodeCodec: { decode(code: string): PairingData };
}

/** What a pairing code says. */
export interface PairingData {
  readonly passcode: number;
  readonly discriminator?: number;
  readonly shortDiscriminator?: number;
}

export interface NodejsModule {
  readonly NodeJsFilesystem: new (folder: string) => object;
  readonly FileStorageDriver: { readonly id: string };
  readonly FlatFileBlobStorageDriver: { readonly id: string };
}

export interface Environment {
  readonly vars: { get(name: string): unknown; set(name: string, value: string): void };
  set(type: object, service: object): void;
  get(type: object): unknown;
  load(type: object): Promise<unknown>;
}

export interface StorageService {
  registerDriver(driver: object): void;
  registerBlobDriver(driver: object): void;
  defaultDriver: string;
  defaultBlobDriver: string;
}

/** An event source; handlers must not throw. */
export interface Observable<Args extends readonly unknown[]> {
  on(handler: (...args: Args) => void): void;
  off(handler: (...args: Args) => void): void;
}

export interface FabricAuthority {
  defaultFabric(config: unknown): Promise<{ readonly globalId: bigint }>;
}

/** The node that we are. */
export interface ControllerNode {
  readonly env: Environment;
  readonly peers: Peers;
  start(): Promise<void>;
  close(): Promise<void>;
  act<T>(actor: (agent: { load(behavior: object): Promise<unknown> }) => Promise<T>): Promise<T>;
}

export interface Discovery<T> extends Promise<T> {
  cancel(reason?: unknown): void;
}

export interface Peers extends Iterable<Peer> {
  readonly added: Observable<readonly [Peer]>;
  readonly deleted: Observable<readonly [Peer]>;
  commission(options: object): Discovery<Peer>;
  discover(options: object): Discovery<readonly Peer[]>;
}

/** A node that was found; a peer once it is commissioned. */
export interface Peer {
  readonly id: string;
  readonly peerAddress: { readonly nodeId: bigint } | undefined;
  readonly endpoints: Iterable<PeerEndpoint>;
  readonly state: { readonly commissioning: CommissioningState };
  readonly lifecycle: {
    readonly isOnline: boolean;
    readonly changed: Observable<readonly unknown[]>;
    readonly online: Observable<readonly unknown[]>;
    readonly offline: Observable<readonly unknown[]>;
  };
  readonly interaction: {
    read(request: object, session?: Session): AsyncIterable<AsyncIterable<ReadReport> | Iterable<ReadReport>>;
    write(request: object, session?: Session): Promise<readonly StatusReport[]>;
    invoke(request: object, session?: Session): AsyncIterable<Iterable<CommandReport>>;
    /** Whether the node answers; a session on which it does not is given up. */
    probe(): Promise<boolean>;
  };
  eventsOf(behavior: object): {
    readonly subscriptionStatusChanged: Observable<readonly [boolean]>;
    readonly subscriptionAlive: Observable<readonly []>;
  };
  act<T>(actor: (agent: { get(behavior: object): { readonly subscriptionActive: boolean } }) => T): T;
  decommission(): Promise<void>;
  delete(): Promise<void>;
}

export interface CommissioningState {
  readonly deviceIdentifier?: string;
  readonly discriminator?: number;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly deviceName?: string;
}

export interface Session {
  readonly abort: AbortSignal;
}

export type ReadReport =
  | { readonly kind: "attr-value"; readonly path: { readonly attributeId: number }; readonly value: unknown }
  | (StatusReport & { readonly path: { readonly attributeId: number } })
  | { readonly kind: "event-value" | "event-status" };

export interface StatusReport {
  readonly kind: "attr-status";
  readonly status: number;
  readonly clusterStatus?: number;
}

export type CommandReport =
  | { readonly kind: "cmd-status"; readonly status: number; readonly clusterStatus?: number }
  | { readonly kind: "cmd-response"; readonly data: unknown };

export interface PeerEndpoint {
  readonly number: number;
  readonly behaviors: { readonly supported: Readonly<Record<string, PeerBehaviorType>> };
  maybeStateOf(type: object): Readonly<Record<string, unknown>> | undefined;
}

export interface PeerBehaviorType {
  readonly id: string;
  /** Absent for what is no cluster. */
  readonly cluster?: { readonly id: number };
  readonly schema: ClusterModel;
}

export interface ClusterModel {
  readonly id: number;
  readonly attributes: Iterable<ElementModel>;
  readonly commands: Iterable<CommandModel>;
  readonly conformant: { readonly events: Iterable<ElementModel> };
}

/** A value of the data model, or what has one. */
export interface ValueModel {
  readonly name: string;
  readonly propertyName: string;
  readonly title?: string;
  readonly id?: number;
  /** `boolean`, `bitmap`, `enum`, `integer`, `float`, `bytes`, `array`, `object`, `string`, `date`, `duration`, `any`. */
  readonly effectiveMetatype: string | undefined;
  readonly primitiveBase: { readonly name: string } | undefined;
  readonly effectiveConstraint: Constraint;
  readonly constraint: Constraint;
  readonly effectiveQuality: { readonly nullable?: boolean };
  readonly listEntry: ValueModel | undefined;
  readonly members: Iterable<ValueModel>;
  readonly conformant: { readonly fields: Iterable<ValueModel & { readonly mandatory: boolean }> };
}

export interface Constraint {
  readonly value?: unknown;
  readonly min?: unknown;
  readonly max?: unknown;
}

export interface ElementModel extends ValueModel {
  readonly id: number;
  readonly readable?: boolean;
  readonly writable?: boolean;
}

export interface CommandModel extends ElementModel {
  readonly isRequest: boolean;
  readonly responseModel: ValueModel | undefined;
}

/** A change that the library tells: of attributes, an event, or an endpoint that is gone. */
export type Change =
  | {
      readonly kind: "update";
      readonly endpoint: PeerEndpoint;
      readonly behavior: PeerBehaviorType;
      readonly properties?: readonly string[];
    }
  | {
      readonly kind: "event";
      readonly endpoint: PeerEndpoint;
      readonly behavior: PeerBehaviorType;
      readonly event: ElementModel;
      readonly payload?: unknown;
    }
  | { readonly kind: "delete"; readonly endpoint: PeerEndpoint };
