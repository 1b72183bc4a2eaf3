import type { RecordedPayload } from "@thingwright/simulator";

/** Members of requests whose value is another each time, and comes again in the answer. */
const alwaysOwn = [
  "transaction",
  "transactionId",
  "transaction_id",
  "correlationId",
  "correlation_id",
  "requestId",
  "request_id",
];
/** Of remote procedure calls besides: JSON-RPC, and who asks where answers have to find their way. */
const ownOfCalls = ["id", "src"];
/** Members of answers that have what the request has by another name. */
const answeredAs: Readonly<Record<string, string>> = { dst: "src" };
const minTopicLevel = 4;

type Scalar = string | number;

/** A request as JSON, of which a part is its own and no other's: the number of a call, the name of who makes it. */
export class RemoteCall {
  readonly #request: Readonly<Record<string, unknown>>;
  readonly #own: ReadonlyMap<string, Scalar>;

  private constructor(request: Readonly<Record<string, unknown>>, own: ReadonlyMap<string, Scalar>) {
    this.#request = request;
    this.#own = own;
  }

  /** `undefined` of a request that is always the same. */
  static of(request: unknown): RemoteCall | undefined {
    if (typeof request !== "object" || request === null || Array.isArray(request)) return undefined;
    const members = request as Readonly<Record<string, unknown>>;
    const names = typeof members.method === "string" ? [...alwaysOwn, ...ownOfCalls] : alwaysOwn;
    const own = names.flatMap((name): [string, Scalar][] => {
      const value = Object.hasOwn(members, name) ? members[name] : undefined;
      return typeof value === "string" || typeof value === "number" ? [[name, value]] : [];
    });
    return own.length === 0 ? undefined : new RemoteCall(members, new Map(own));
  }

  /** A schema of all such requests. */
  get schema(): object {
    const members = Object.entries(this.#request);
    const properties = members.map(([name, value]) => [name, this.#own.has(name) ? {} : { const: value }]);
    return { type: "object", properties: Object.fromEntries(properties), required: members.map(([name]) => name) };
  }

  /** `payload` with references to the request where it has something of it. */
  answered<Payload extends RecordedPayload>(payload: Payload): Payload {
    return payload.json === undefined ? payload : { ...payload, json: this.#referring(payload.json, 8) };
  }

  /** A topic whose levels have who asks. */
  topic(topic: string): string {
    const levels = topic.split("/").map((level) => {
      const name = level.length < minTopicLevel ? undefined : this.#nameOf(level);
      return name === undefined ? level : reference(name);
    });
    return levels.join("/");
  }

  #referring(value: unknown, depth: number): unknown {
    if (depth === 0 || typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.#referring(item, depth - 1));
    const members = Object.entries(value).map(([name, member]) => {
      const asked = answeredAs[name] ?? name;
      const isOwn = this.#own.has(asked) && this.#own.get(asked) === member;
      return [name, isOwn ? reference(asked) : this.#referring(member, depth - 1)];
    });
    return Object.fromEntries(members);
  }

  #nameOf(text: string): string | undefined {
    for (const [name, value] of this.#own) if (value === text) return name;
    return undefined;
  }
}

const reference = (name: string): string => `{{/payload/${name}}}`;
