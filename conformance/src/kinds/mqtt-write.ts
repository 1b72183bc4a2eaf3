import { type EffectiveForm, effectiveForms } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import { isJson } from "../wire/http/media-type.js";
import type { MqttExchange, MqttPublication, MqttPublished } from "../wire/mqtt/mqtt-exchange.js";
import { obstacleIn } from "../wire/mqtt/mqtt-exchange.js";
import type { MqttWire } from "../wire/mqtt/mqtt-wire.js";
import { credentialsNeed } from "./credentials-need.js";
import { brokerOf, type MqttForm, mqttReadForms } from "./mqtt-form.js";
import { nearlyEqual } from "./nearly-equal.js";
import { tryValue, type ValueTrial, type WhileChanged, type WritableValue } from "./value-trial.js";

/** A property that anybody may read by its retained message, and write by publishing, in JSON. */
export interface MqttWriteForm {
  readonly name: string;
  readonly reading: MqttForm;
  readonly writing: EffectiveForm;
  readonly publication: Omit<MqttPublication, "payload">;
}

/** Those properties, in the document's order. */
export function mqttWriteForms({ thing }: ThingSubject): readonly MqttWriteForm[] {
  const read = mqttReadForms(thing).filter(({ form }) => isJson(form.response.contentType));
  return read.flatMap((reading, index) => {
    const { name, property } = reading;
    if (property.readOnly === true || read.findIndex((each) => each.name === name) < index) return [];
    const found = effectiveForms(thing, "property", name).flatMap((writing) => {
      const isOpen = isJson(writing.contentType) && credentialsNeed(thing, writing.security) === "none";
      const publication = isOpen ? publicationOf(writing) : undefined;
      return publication === undefined ? [] : [{ name, reading, writing, publication }];
    });
    return found.slice(0, 1);
  });
}

function publicationOf({ form, href, op }: EffectiveForm): MqttWriteForm["publication"] | undefined {
  const packet = form["mqv:controlPacket"] ?? "publish";
  const url = brokerOf(href);
  if (!op.includes("writeproperty") || packet !== "publish" || url === undefined) return undefined;
  const topic = form["mqv:topic"] ?? decodeURIComponent(new URL(href).pathname.slice(1));
  if (typeof topic !== "string" || topic === "" || /[{}+#]/.test(topic)) return undefined;
  return { url, topic, qos: Number(form["mqv:qos"] ?? 0) === 0 ? 0 : 1, isRetained: form["mqv:retain"] === true };
}

/** What passes when a property is read and written. */
type Passed = MqttExchange | MqttPublished;

/** The property as what can be written and read. */
export function mqttWritable(form: MqttWriteForm, subject: ThingSubject): WritableValue<MqttWire, Passed> {
  const { name, reading, publication } = form;
  return {
    property: reading.property,
    effectTimeoutMs: subject.mqtt.effectTimeoutMs,
    read: (mqtt) => mqtt.askAgain(reading.request),
    write: (mqtt, value, restore) =>
      mqtt.publish(
        { ...publication, payload: Buffer.from(JSON.stringify(value)) },
        {
          safety: "write",
          effect: `sets ${JSON.stringify(name)} of ${subject.thing.title} to ${JSON.stringify(value)}`,
          ...(restore === undefined ? {} : { restore }),
        },
      ),
    valueIn: (exchange) => ("messages" in exchange ? valueIn(exchange.messages.at(-1)?.payload) : undefined),
    isAccepted: (exchange) => "isTaken" in exchange && exchange.isTaken,
    summaryOf: mqttSummary,
  };
}

/** An exchange in a few words. */
export function mqttSummary(exchange: Passed): string {
  if (exchange.problem !== undefined) return `no answer: ${exchange.problem.message}`;
  if ("isTaken" in exchange) return exchange.isTaken ? "the broker has it" : "the broker does not take it";
  return obstacleIn(exchange) ?? (exchange.messages.length === 0 ? "nothing is retained" : "a message");
}

/** The value of a message in JSON. */
function valueIn(payload: Uint8Array | undefined): { readonly value: unknown } | undefined {
  try {
    return payload === undefined ? undefined : { value: JSON.parse(Buffer.from(payload).toString()) };
  } catch {
    return undefined;
  }
}

/** What came of writing the first property, and whether who had subscribed before was told. */
export interface MqttWriteTrial {
  readonly form: MqttWriteForm;
  readonly trial: ValueTrial<Passed> | string;
  /** Absent where nothing was written, or nobody could subscribe. */
  readonly isTold?: boolean;
}

const tried = new WeakMap<Subject, Promise<MqttWriteTrial>>();

/** Writes the property once in a run, while somebody has subscribed to it. */
export function mqttWriteTrial(form: MqttWriteForm, subject: ThingSubject): Promise<MqttWriteTrial> {
  const known = tried.get(subject) ?? tryOnce(form, subject);
  tried.set(subject, known);
  return known;
}

async function tryOnce(form: MqttWriteForm, subject: ThingSubject): Promise<MqttWriteTrial> {
  const { mqtt } = subject;
  using session = await mqtt.subscribe(form.reading.request);
  let isTold: boolean | undefined;
  const hear: WhileChanged = async (value) => {
    if (session === undefined) return;
    const has = () => session.messages.some(({ payload }) => nearlyEqual(valueIn(payload)?.value, value));
    await session.until(has, mqtt.effectTimeoutMs);
    isTold = has();
  };
  const trial = await tryValue(mqttWritable(form, subject), mqtt, subject, hear);
  return { form, trial, ...(isTold === undefined ? {} : { isTold }) };
}
