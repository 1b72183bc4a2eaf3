import type { Change, MatterLibrary, Peer, PeerEndpoint, ValueModel } from "../../src/matterjs/library.js";

/** An event source of the library's kind. */
export class FakeObservable<Args extends readonly unknown[]> {
  readonly #handlers = new Set<(...args: Args) => void>();
  on = (handler: (...args: Args) => void): void => void this.#handlers.add(handler);
  off = (handler: (...args: Args) => void): void => void this.#handlers.delete(handler);
  emit = (...args: Args): void => {
    for (const handler of [...this.#handlers]) handler(...args);
  };
}

export class PeerCommunicationError extends Error {}
export class StatusResponseError extends Error {
  readonly code: number;
  readonly clusterCode?: number;
  constructor(message: string, code: number, clusterCode?: number) {
    super(message);
    this.code = code;
    if (clusterCode !== undefined) this.clusterCode = clusterCode;
  }
}
export class ValidationError extends StatusResponseError {}
export class UnexpectedDataError extends Error {}
class NetworkError extends Error {}
class TimeoutError extends Error {}

const networkClient = {};

/** What of the library a node uses: requests are the selectors that they are made of. */
export const fakeLibrary = {
  main: { NetworkClient: networkClient, NetworkError, TimeoutError, UnexpectedDataError },
  protocol: {
    PeerCommunicationError,
    Read: Object.assign((...all: readonly object[]) => all[0]!, { Attribute: (selector: object) => selector }),
    Write: Object.assign((...all: readonly object[]) => ({ all }), { Attribute: (data: object) => data }),
    Invoke: Object.assign((options: object) => options, { ConcreteCommandRequest: (request: object) => request }),
  },
  types: {
    Status: { 0: "Success", 135: "ConstraintError", 136: "UnsupportedWrite" },
    StatusResponseError,
    ValidationError,
    QrPairingCodeCodec: {
      decode: (code: string) => (code.includes("EMPTY") ? [] : [{ passcode: 1, discriminator: 3840 }]),
    },
    ManualPairingCodeCodec: {
      decode: (code: string) => {
        if (code.startsWith("0")) throw new UnexpectedDataError("checksum");
        return { passcode: 2, shortDiscriminator: 15 };
      },
    },
  },
} as unknown as MatterLibrary;

/** A value of the data model. */
export const model = (
  name: string,
  effectiveMetatype: string,
  own: object = {},
): ValueModel & { readonly id: number } =>
  ({
    name: name.charAt(0).toUpperCase() + name.slice(1),
    propertyName: name,
    id: 0,
    effectiveMetatype,
    primitiveBase: undefined,
    effectiveConstraint: {},
    constraint: {},
    effectiveQuality: {},
    listEntry: undefined,
    members: [],
    conformant: { fields: [] },
    ...own,
  }) as ValueModel & { readonly id: number };

const integer = (name: string, id: number, own: object = {}) =>
  model(name, "integer", { id, primitiveBase: { name: "uint8" }, ...own });

/** A peer with the cluster Level Control at endpoint 1, and Basic Information at the root. */
export class FakePeer {
  readonly id = "peer1";
  peerAddress: { readonly nodeId: bigint } | undefined = { nodeId: 1n };
  isSubscribed = true;
  readonly states: Record<string, Record<string, unknown>> = {
    levelControl: {
      attributeList: [0, 17, 99, 0xfffc],
      acceptedCommandList: [0, 3],
      currentLevel: 100,
      onLevel: null,
      99: 7n,
    },
    basicInformation: { attributeList: [5], acceptedCommandList: [], nodeLabel: "Desk" },
    descriptor: {
      attributeList: [0, 3],
      acceptedCommandList: [],
      deviceTypeList: [{ deviceType: 0x101, revision: 1 }],
      partsList: [],
    },
  };
  readonly lifecycle = {
    isOnline: true,
    changed: new FakeObservable<readonly unknown[]>(),
    online: new FakeObservable<readonly unknown[]>(),
    offline: new FakeObservable<readonly unknown[]>(),
  };
  readonly subscriptionStatusChanged = new FakeObservable<readonly [boolean]>();
  readonly subscriptionAlive = new FakeObservable<readonly []>();
  readonly requests: unknown[] = [];
  probes = 0;
  /** How the node answers: the statuses of a read or write, the reports of a command; a promise that never ends is silence. */
  answer: () => Promise<readonly object[]> = async () => [];
  probe: () => Promise<boolean> = async () => false;

  readonly types = {
    levelControl: this.#type("levelControl", 8, {
      attributes: [
        integer("currentLevel", 0, { writable: false }),
        integer("onLevel", 17, {
          writable: true,
          effectiveQuality: { nullable: true },
          effectiveConstraint: { min: 1, max: 254 },
        }),
        model("attr$63", "any", { id: 99 }),
        model("featureMap", "bitmap", { id: 0xfffc }),
        integer("absent", 50),
      ],
      commands: [
        model("moveToLevel", "object", {
          id: 0,
          isRequest: true,
          conformant: { fields: [integer("level", 0), model("mask", "bytes", { id: 1 })] },
          responseModel: model("moved", "object", { conformant: { fields: [integer("status", 0)] } }),
        }),
        model("stop", "object", { id: 3, isRequest: true }),
        model("other", "object", { id: 9, isRequest: true }),
      ],
      events: [model("reached", "object", { id: 0, conformant: { fields: [integer("level", 0)] } })],
    }),
    basicInformation: this.#type("basicInformation", 0x28, {
      attributes: [model("nodeLabel", "string", { id: 5, writable: true })],
    }),
    descriptor: this.#type("descriptor", 0x1d, { attributes: [] }),
  };

  get endpoints(): readonly PeerEndpoint[] {
    const { levelControl, basicInformation, descriptor } = this.types;
    return [
      this.#endpoint(1, { levelControl, descriptor }),
      this.#endpoint(0, { basicInformation, parts: { id: "parts" } }),
    ];
  }

  readonly interaction = {
    read: (request: object) => this.#answered(request),
    write: async (request: object) => {
      this.requests.push(request);
      return this.answer();
    },
    invoke: (request: object) => this.#answered(request),
    probe: () => {
      this.probes += 1;
      return this.probe();
    },
  };

  eventsOf = () => this;
  act = (actor: (agent: object) => unknown) => actor({ get: () => ({ subscriptionActive: this.isSubscribed }) });

  asPeer = (): Peer => this as unknown as Peer;

  change = (
    kind: "update" | "event" | "delete",
    number: number,
    type: "levelControl" | "basicInformation" | "descriptor",
    own: object,
  ): Change =>
    ({
      kind,
      endpoint: this.endpoints.find((each) => each.number === number)!,
      behavior: this.types[type],
      ...own,
    }) as unknown as Change;

  async *#answered(request: object): AsyncGenerator<readonly object[]> {
    this.requests.push(request);
    yield await this.answer();
  }

  #type(id: string, cluster: number, shape: { attributes: object[]; commands?: object[]; events?: object[] }) {
    const { attributes, commands = [], events = [] } = shape;
    return { id, cluster: { id: cluster }, schema: { id: cluster, attributes, commands, conformant: { events } } };
  }

  #endpoint(number: number, supported: object): PeerEndpoint {
    const maybeStateOf = (type: { readonly id: string }) => this.states[type.id];
    return { number, behaviors: { supported }, maybeStateOf } as unknown as PeerEndpoint;
  }
}
