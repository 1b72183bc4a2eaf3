import {
  type EffectiveForm,
  effectiveForms,
  escapePointer,
  type FormHolder,
  type InteractionAffordance,
  type Operation,
  parseThingDescriptionOrThrow,
  type ThingDescription,
} from "@thingwright/td";
import { type Conversion, type JsonObject, LossList } from "../conversion.js";
import { exchangeOf } from "../exchange.js";
import { holdersOf } from "../holders.js";
import { publicHref } from "../href/public-href.js";
import { infoOf } from "../info.js";
import { schemaOf } from "../json-schema/schema-of.js";
import { UniqueNames } from "../unique-names.js";
import { securityOf } from "./security.js";

/**
 * The MQTT interface of `thing` as an AsyncAPI 3.0.0 document, in which the Thing is the application: it sends what
 * consumers observe and receives what they write or invoke.
 *
 * Each operation of each mqtt(s) Form becomes an operation `observeproperty_on` with a channel and a message of its own.
 * Security that AsyncAPI cannot say becomes a scheme that nobody knows: no operation looks open that is not. Topics with
 * variables are losses.
 *
 * @throws {ThingDescriptionError} for what is no valid Thing Description
 */
export function toAsyncApi(description: ThingDescription): Conversion {
  const thing = parseThingDescriptionOrThrow(description);
  const losses = new LossList();
  const parts = {
    keys: new UniqueNames(),
    servers: new Map(),
    channels: new Map(),
    operations: new Map(),
    securitySchemes: new Map(),
  };
  if (thing.uriVariables !== undefined) losses.add("/uriVariables", "AsyncAPI over MQTT has no URI variables");
  if (thing.schemaDefinitions !== undefined) losses.add("/schemaDefinitions", "no message has these schemas");
  const info = infoOf(thing, losses, "AsyncAPI");
  for (const { kind, name } of holdersOf(thing, losses, "AsyncAPI")) {
    const affordance = kind === "thing" ? undefined : thing[terms[kind]]?.[name!];
    if (affordance?.uriVariables !== undefined) {
      const pointer = `/${terms[kind as keyof typeof terms]}/${escapePointer(name!)}/uriVariables`;
      losses.add(pointer, "AsyncAPI over MQTT has no URI variables");
    }
    for (const form of effectiveForms(thing, kind, name)) {
      addForm({ thing, losses, parts, kind, name, form, affordance });
    }
  }
  const document = {
    asyncapi: "3.0.0",
    info,
    servers: Object.fromEntries([...parts.servers].map(([, { key, server }]) => [key, server])),
    channels: Object.fromEntries(parts.channels),
    operations: Object.fromEntries(parts.operations),
    ...(parts.securitySchemes.size === 0
      ? {}
      : { components: { securitySchemes: Object.fromEntries(parts.securitySchemes) } }),
  };
  return { document, losses: losses.toList() };
}

const terms = { property: "properties", action: "actions", event: "events" } as const;

interface Task {
  readonly thing: ThingDescription;
  readonly losses: LossList;
  readonly parts: {
    readonly keys: UniqueNames;
    readonly servers: Map<string, { readonly key: string; readonly server: JsonObject }>;
    readonly channels: Map<string, JsonObject>;
    readonly operations: Map<string, JsonObject>;
    readonly securitySchemes: Map<string, JsonObject>;
  };
  readonly affordance: InteractionAffordance | undefined;
  readonly kind: FormHolder;
  readonly name: string | undefined;
  readonly form: EffectiveForm;
}

const carriedTerms = new Set([
  ...["href", "contentType", "op", "security", "mqv:topic", "mqv:filter", "mqv:controlPacket", "mqv:qos", "mqv:retain"],
]);

function addForm(task: Task): void {
  const { form, losses } = task;
  const { href, removed } = publicHref(form.href);
  for (const what of removed) losses.add(form.pointer, `${what} is left out: a secret is not published`);
  const target = /^(mqtts?):\/\/([^/?#{}]+)(?:\/([^?#{}]*))?$/i.exec(href);
  if (target === null) {
    losses.add(form.pointer, "the href is no absolute mqtt or mqtts URI without variables");
    return;
  }
  const topic = topicOf(form, target[3]);
  if (topic === undefined) {
    losses.add(form.pointer, "AsyncAPI needs exactly one topic, without variables");
    return;
  }
  losses.addOthers(form.form, form.pointer, carriedTerms, "AsyncAPI");
  const server = serverOf(task, target[1]!.toLowerCase(), target[2]!);
  for (const op of form.op) addOperation(task, op, server, topic);
}

/** `mqv:topic`, else a lone `mqv:filter`, else the path of the `href`. */
function topicOf({ form }: EffectiveForm, path: string | undefined): string | undefined {
  const terms = [form["mqv:topic"] ?? form["mqv:filter"] ?? path ?? ""].flat();
  const [topic] = terms;
  if (terms.length !== 1 || typeof topic !== "string" || topic === "" || /[{}]/.test(topic)) return undefined;
  return topic;
}

function serverOf({ parts }: Task, protocol: string, host: string): string {
  const url = `${protocol}://${host}`;
  const known = parts.servers.get(url);
  if (known !== undefined) return known.key;
  const key = `broker${parts.servers.size + 1}`;
  parts.servers.set(url, { key, server: { host, protocol: protocol === "mqtts" ? "secure-mqtt" : "mqtt" } });
  return key;
}

function addOperation(task: Task, op: Operation, server: string, address: string): void {
  const { thing, losses, parts, kind, name, form } = task;
  // To unsubscribe is a packet to the broker, not a message to the Thing.
  if (op.startsWith("un")) {
    losses.add(form.pointer, `${op} is no message in AsyncAPI`);
    return;
  }
  const { input, output } = exchangeOf(thing, kind, name, op);
  const action = packetOf(form, op) === "publish" ? "receive" : "send";
  const data = action === "receive" ? input : output;
  if (kind === "thing") losses.add(form.pointer, `the data of ${op} is not described`);
  const other = action === "receive" ? output : input;
  if (other !== undefined) losses.add(other.pointer, `the message of ${op} over MQTT does not carry this`);
  const payload = data && schemaOf(data.schema, data.pointer, losses, data.isProperty);
  const key = parts.keys.take((name === undefined ? op : `${op}_${name}`).replace(/[^\w.-]/g, "_"));
  const message = { contentType: form.contentType, ...(payload === undefined ? {} : { payload }) };
  parts.channels.set(key, { address, messages: { data: message }, servers: [{ $ref: `#/servers/${server}` }] });
  const security = securityOf(thing, form.security, parts.securitySchemes, form.pointer, losses);
  parts.operations.set(key, {
    action,
    channel: { $ref: `#/channels/${key}` },
    ...(task.affordance?.title === undefined ? {} : { title: task.affordance.title }),
    ...(task.affordance?.description === undefined ? {} : { description: task.affordance.description }),
    ...(security === undefined ? {} : { security }),
    ...bindingsOf(form, losses),
    "x-wot-operation": op,
    ...(name === undefined ? {} : { "x-wot-affordance": name }),
  });
}

/** The MQTT Operation Binding, version 0.2.0: Quality of Service and whether messages are retained. */
function bindingsOf({ form, pointer }: EffectiveForm, losses: LossList): JsonObject {
  const { "mqv:qos": said, "mqv:retain": retain } = form;
  const isScalar = typeof said === "string" || typeof said === "number";
  const qos = isScalar ? /^(?:quality:)?([012])$/.exec(`${said}`)?.[1] : undefined;
  if (said !== undefined && qos === undefined) losses.add(`${pointer}/mqv:qos`, "this is no Quality of Service");
  if (retain !== undefined && typeof retain !== "boolean") losses.add(`${pointer}/mqv:retain`, "this is no boolean");
  const terms = { ...(qos && { qos: Number(qos) }), ...(typeof retain === "boolean" ? { retain } : {}) };
  return Object.keys(terms).length === 0 ? {} : { bindings: { mqtt: { ...terms, bindingVersion: "0.2.0" } } };
}

function packetOf({ form }: EffectiveForm, op: Operation): string {
  const said = form["mqv:controlPacket"];
  if (typeof said === "string") return said.replace(/^mqv:/, "").toLowerCase();
  return op.startsWith("read") || op.startsWith("observe") || op.startsWith("subscribe") ? "subscribe" : "publish";
}
