import type { WotError } from "@thingwright/errors";

/**
 * What a service or a value comes with: Good, Uncertain or Bad, and why (OPC 10000-4 §7.39). The upper two bits of the
 * code tell which of the three.
 */
export interface UaStatus {
  readonly code: number;
  /** `Good`, `BadNodeIdUnknown`, … */
  readonly name: string;
}

/**
 * A value of a node. Values are plain: numbers, strings, booleans, `null`, arrays and objects. 64-bit integers are `bigint`;
 * floating-point numbers may be NaN or infinite; times are ISO 8601, byte strings base64, node ids and GUIDs text, localized
 * texts their text, and structures have their fields' names.
 */
export interface UaDataValue {
  /** Its built-in type; 0 where there is no value. */
  readonly type: number;
  readonly value: unknown;
  readonly status: UaStatus;
  /** ISO 8601. */
  readonly sourceTimestamp?: string;
  readonly serverTimestamp?: string;
}

/** A reference from a node to another one. */
export interface UaReference {
  /** Node id of the type of the reference. */
  readonly type: string;
  readonly nodeId: string;
  /** URI of the namespace of its browse name. */
  readonly namespace: string;
  readonly name: string;
  readonly displayName: string;
  /** `Object` 1, `Variable` 2, `Method` 4, … (OPC 10000-3 §8.29) */
  readonly nodeClass: number;
  /** Node id of the type of an object or a variable. */
  readonly typeDefinition?: string;
}

export interface UaReadItem {
  readonly nodeId: string;
  readonly attribute: number;
}

/** What came of a call: the output by the names of the arguments. */
export interface UaCallResult {
  readonly status: UaStatus;
  readonly output: Readonly<Record<string, unknown>>;
  /** Why arguments were refused, by their names. */
  readonly refused: Readonly<Record<string, UaStatus>>;
}

export interface UaMonitoring {
  readonly samplingIntervalMs: number;
  /** Values that the server keeps while they are not sent; further ones replace the oldest. */
  readonly queueSize: number;
}

/** An item that a server watches. */
export interface UaMonitor {
  stop(): Promise<void>;
}

/** A server, as it describes itself. */
export interface UaServerInfo {
  readonly applicationUri: string;
  readonly applicationName: string;
}

/**
 * A session with an OPC UA server: what is needed of a stack. Node ids are text, those of other namespaces than 0 with the
 * URI of theirs (`nsu=urn:example:building;s=Ahu1`, OPC 10000-6 §5.1.12), so that they stay when a server numbers its namespaces anew.
 *
 * Every implementer must: reject with a WotError and nothing else; answer in order and as many as were asked for; never lose
 * a rejection; bound the size of messages.
 */
export interface UaSession {
  readonly server: UaServerInfo;
  read(items: readonly UaReadItem[]): Promise<readonly UaDataValue[]>;
  /**
   * Writes `value`, plain, as the data type of the node.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID when it cannot be one
   */
  write(nodeId: string, value: unknown): Promise<UaStatus>;
  /** Calls a method with arguments by name; those that are missing have the default value of their type. */
  call(objectId: string, methodId: string, input: Readonly<Record<string, unknown>>): Promise<UaCallResult>;
  /** Hierarchical references of each node, forward or backward; none for a node that is not there. */
  browse(nodeIds: readonly string[], direction: "forward" | "inverse"): Promise<readonly (readonly UaReference[])[]>;
  /** Super type of a data type; `undefined` where there is none. */
  superTypeOf(dataTypeId: string): Promise<string | undefined>;
  /**
   * Watches the value of a node. Resolves when the server does.
   *
   * @throws {RemoteError} WOT_REMOTE when the server refuses
   */
  monitor(nodeId: string, monitoring: UaMonitoring, hear: (value: UaDataValue) => void): Promise<UaMonitor>;
  /** Watches the events of a node that notifies, as objects with the members of `eventFields`. */
  monitorEvents(
    nodeId: string,
    monitoring: UaMonitoring,
    hear: (event: Readonly<Record<string, unknown>>) => void,
  ): Promise<UaMonitor>;
  /** Idempotent; never rejects. */
  close(): Promise<void>;
}

/** How a channel is protected (OPC 10000-4 §7.20). */
export type SecurityMode = "None" | "Sign" | "SignAndEncrypt";

/** As whom a session is made; nobody in particular without. */
export interface UaIdentity {
  readonly user?: { readonly name: string; readonly password: string };
  /** PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** Where to, how protected, and as whom. */
export interface UaEndpoint {
  /** `opc.tcp://host:port/path` */
  readonly url: string;
  /** The mode to use; `secure` for the best there is that signs at least. */
  readonly mode: SecurityMode | "secure";
  /** Name of the policy, such as `Basic256Sha256`; the best one without. */
  readonly policy?: string;
  readonly identity: UaIdentity;
}

/** What becomes of a session. */
export interface UaSessionEvents {
  /** The way to the server is lost; the stack tries to get it back. */
  lost(error: WotError): void;
  /** It is back, and with it everything that is watched. */
  restored(): void;
  /** It will not come back by itself. Nothing else is heard after it. */
  ended(error: WotError): void;
}

/** Makes sessions. */
export interface UaStack extends AsyncDisposable {
  /**
   * @throws {NetworkError} WOT_NETWORK when the server is away, or its certificate is not trusted
   * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED
   * @throws {RemoteError} WOT_REMOTE when it offers no endpoint that fits
   */
  connect(endpoint: UaEndpoint, events: UaSessionEvents): Promise<UaSession>;
}

/** Whether a value may be used: Good, and Uncertain too. */
export const isUsable = ({ code }: UaStatus): boolean => (code & 0x80000000) === 0;
