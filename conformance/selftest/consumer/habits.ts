import {
  compileDataSchema,
  compileUriTemplate,
  type DataSchema,
  type Form,
  resolveHref,
  type ThingDescription,
} from "@thingwright/td";
import { type CoapHabits, perfectCoapHabits } from "./coap-requester.js";
import { authorize } from "./outgoing.js";

/** Any affordance, or the Thing itself, as far as a client looks at it. */
export interface Owner {
  readonly kind: "property" | "action" | "event" | "thing";
  readonly forms: readonly Form[];
  /** Of the output of an action. */
  readonly output?: DataSchema;
  /** Of the value of a property, or the input of an action. */
  readonly schema: DataSchema & { readonly readOnly?: boolean; readonly writeOnly?: boolean };
}

/** What a client does its way: each habit can be spoilt alone. */
export interface Habits extends CoapHabits {
  /** Why a description is refused. */
  refuses(td: ThingDescription): string | undefined;
  /** What a Form is for. */
  operationsOf(form: Form, owner: Owner): readonly string[];
  /** Whether the property says that it cannot be done. */
  forbids(owner: Owner, operation: string): boolean;
  /** Which of the Forms for an operation is taken. */
  choose(forms: readonly Form[], operation: string): Form | undefined;
  methodOf(form: Form, operation: string, siblings: readonly Form[]): string;
  addressOf(form: Form, td: ThingDescription, variables: Readonly<Record<string, unknown>>, operation: string): string;
  contentTypeOf(form: Form, operation: string): string;
  acceptFor(operation: string): string | undefined;
  /** What is sent where there is nothing to send. */
  nothing(operation: string): unknown;
  /** What is sent of a value; throws when it is refused. */
  outgoing(value: unknown, schema: DataSchema): unknown;
  /** Throws when a value that came is refused. */
  incoming(value: unknown, schema: DataSchema): void;
  isSuccess(status: number, form: Form): boolean;
  /** The value of a body. */
  decode(text: string, contentType: string | undefined, form: Form): unknown;
  /** Whether a body that broke off is taken for the whole. */
  readonly takesHalves: boolean;
  securityOf(form: Form, td: ThingDescription): readonly string[];
  authorize: typeof authorize;
  /** Whether a redirect to another origin gets the credentials as well. */
  readonly tellsEverybody: boolean;
  readonly knowsCombinations: boolean;
  /** Where the status of an action is asked for, of what its invocation was answered and the address of the Form. */
  statusAddressOf(told: string | undefined, address: string, operation: string): string | undefined;
  /** Whether a subscription is kept when it is not wanted any more. */
  staysSubscribed(operation: string, form: Form): boolean;
  /** Whether a stream that broke is opened again. */
  comesBack(operation: string): boolean;
  /** What a notification is answered with. */
  callbackStatus(operation: string): number;
  /** What the address for notifications is called. */
  callbackMember(operation: string): string;
  cancelsWhereRegistered(operation: string): boolean;
}

const defaultMethods: Readonly<Record<string, string>> = {
  writeproperty: "PUT",
  writemultipleproperties: "PUT",
  invokeaction: "POST",
  cancelaction: "DELETE",
};

/** What `op` is where a Form has none. */
export function defaultOperations({ kind, schema }: Owner): readonly string[] {
  if (kind === "action") return ["invokeaction"];
  if (kind === "event") return ["subscribeevent", "unsubscribeevent"];
  if (schema.readOnly === true) return ["readproperty"];
  return schema.writeOnly === true ? ["writeproperty"] : ["readproperty", "writeproperty"];
}

/** A value with what its schema describes alone. */
function described(value: unknown, schema: DataSchema): unknown {
  if (schema.type !== "object" || schema.properties === undefined || typeof value !== "object") return value;
  const { properties } = schema;
  return Object.fromEntries(Object.entries(Object(value)).filter(([name]) => Object.hasOwn(properties, name)));
}

function check(value: unknown, schema: DataSchema): void {
  const [finding] = compileDataSchema(schema).check(value);
  if (finding !== undefined) throw new TypeError(finding.message);
}

/** Whether the client speaks what a Form is in. */
export const speaks = ({ href, contentType = "application/json" }: Form): boolean =>
  /^(https?:|coap:|[^:]*$)/i.test(href) && contentType === "application/json";

/** The habits of a client that does everything right. */
export const perfectHabits: Habits = {
  ...perfectCoapHabits,
  refuses: () => undefined,
  operationsOf: ({ op }, owner) => (op === undefined ? defaultOperations(owner) : [op].flat()),
  forbids: ({ schema }, operation) =>
    (operation === "writeproperty" && schema.readOnly === true) ||
    (operation === "readproperty" && schema.writeOnly === true),
  choose(forms, operation) {
    const isPushed = /^(un)?(observe|subscribe)/.test(operation);
    const known: readonly (string | undefined)[] = isPushed ? ["sse", "webhook", "cov:observe"] : [undefined];
    return forms.find((form) => speaks(form) && known.includes(form.subprotocol));
  },
  methodOf: (form, operation) => (form["htv:methodName"] as string | undefined) ?? defaultMethods[operation] ?? "GET",
  addressOf: ({ href }, { base }, variables) => resolveHref(base, compileUriTemplate(href).expand(variables)),
  contentTypeOf: ({ contentType = "application/json" }) => contentType,
  outgoing(value, schema) {
    const sent = described(value, schema);
    check(sent, schema);
    return sent;
  },
  incoming: check,
  isSuccess: (status) => status >= 200 && status < 300,
  decode: (text) => (text === "" ? undefined : JSON.parse(text)),
  takesHalves: false,
  securityOf: (form, td) => [form.security ?? td.security].flat(),
  authorize,
  tellsEverybody: false,
  acceptFor: (operation) => (/^(observe|subscribe)/.test(operation) ? "text/event-stream" : "application/json"),
  nothing: () => undefined,
  knowsCombinations: true,
  statusAddressOf: (told) => told,
  staysSubscribed: () => false,
  comesBack: () => true,
  callbackStatus: () => 200,
  callbackMember: () => "callbackURL",
  cancelsWhereRegistered: () => false,
};
