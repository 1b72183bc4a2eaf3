import {
  type EffectiveForm,
  effectiveForms,
  type FormHolder,
  type Operation,
  type ThingDescription,
} from "@thingwright/td";
import { type Conversion, type JsonObject, LossList } from "../conversion.js";
import { exchangeOf } from "../exchange.js";
import { holdersOf } from "../holders.js";
import { infoOf } from "../info.js";
import { schemaOf } from "../json-schema/schema-of.js";

/**
 * The MQTT interface of `thing` as an AsyncAPI 3.0.0 document, in which the Thing is the application: it sends what
 * consumers observe and receives what they write or invoke.
 *
 * Each operation of each mqtt(s) Form becomes an operation `observeproperty_on` with a channel and a message of its own.
 * Security, Quality of Service, retained messages and URI variables are losses so far. `thing` is taken to be valid.
 */
export function toAsyncApi(thing: ThingDescription): Conversion {
  const losses = new LossList();
  const parts = { servers: new Map(), channels: new Map(), operations: new Map() };
  const info = infoOf(thing, losses, "AsyncAPI");
  for (const { kind, name } of holdersOf(thing, losses, "AsyncAPI")) {
    for (const form of effectiveForms(thing, kind, name)) addForm({ thing, losses, parts, kind, name, form });
  }
  const document = {
    asyncapi: "3.0.0",
    info,
    servers: Object.fromEntries([...parts.servers].map(([, { key, server }]) => [key, server])),
    channels: Object.fromEntries(parts.channels),
    operations: Object.fromEntries(parts.operations),
  };
  return { document, losses: losses.toList() };
}

interface Task {
  readonly thing: ThingDescription;
  readonly losses: LossList;
  readonly parts: {
    readonly servers: Map<string, { readonly key: string; readonly server: JsonObject }>;
    readonly channels: Map<string, JsonObject>;
    readonly operations: Map<string, JsonObject>;
  };
  readonly kind: FormHolder;
  readonly name: string | undefined;
  readonly form: EffectiveForm;
}

const carriedTerms = new Set(["href", "contentType", "op", "mqv:topic", "mqv:filter", "mqv:controlPacket"]);

function addForm(task: Task): void {
  const { form, losses } = task;
  const target = /^(mqtts?):\/\/(?:[^@/?#]*@)?([^/?#{}]+)(?:\/([^?#{}]*))?$/i.exec(form.href);
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
  if (form.security.some((name) => task.thing.securityDefinitions[name]?.scheme !== "nosec")) {
    losses.add(form.pointer, "the security of this Form is not carried into AsyncAPI");
  }
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
  const other = action === "receive" ? output : input;
  if (other !== undefined) losses.add(other.pointer, `the message of ${op} over MQTT does not carry this`);
  const payload = data && schemaOf(data.schema, data.pointer, losses, data.isProperty);
  const key = uniqueKey(parts.operations, (name === undefined ? op : `${op}_${name}`).replace(/[^\w.-]/g, "_"));
  const message = { contentType: form.contentType, ...(payload === undefined ? {} : { payload }) };
  parts.channels.set(key, { address, messages: { data: message }, servers: [{ $ref: `#/servers/${server}` }] });
  parts.operations.set(key, { action, channel: { $ref: `#/channels/${key}` } });
}

function packetOf({ form }: EffectiveForm, op: Operation): string {
  const said = form["mqv:controlPacket"];
  if (typeof said === "string") return said.replace(/^mqv:/, "").toLowerCase();
  return op.startsWith("read") || op.startsWith("observe") || op.startsWith("subscribe") ? "subscribe" : "publish";
}

function uniqueKey(taken: ReadonlyMap<string, unknown>, wanted: string): string {
  let key = wanted;
  for (let n = 2; taken.has(key); n++) key = `${wanted}_${n}`;
  return key;
}
