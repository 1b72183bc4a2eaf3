import { type EffectiveForm, effectiveForms, type PropertyAffordance, type ThingDescription } from "@thingwright/td";
import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { type MqttExchange, type MqttRequest, obstacleIn } from "../wire/mqtt/mqtt-exchange.js";
import type { MqttVersion } from "../wire/mqtt/mqtt-packet.js";
import { credentialsNeed } from "./credentials-need.js";
import { thingCheck } from "./thing-check.js";

/** A Form that reads or observes a property over MQTT by a subscription, without credentials. */
export interface MqttForm {
  readonly name: string;
  readonly property: PropertyAffordance;
  readonly form: EffectiveForm;
  readonly request: MqttRequest;
}

/** Those Forms of all properties, in the document's order. */
export function mqttForms(thing: ThingDescription): readonly MqttForm[] {
  return Object.entries(thing.properties ?? {}).flatMap(([name, property]) =>
    effectiveForms(thing, "property", name).flatMap((form) => {
      const request = requestOf(thing, form);
      return request === undefined ? [] : [{ name, property, form, request }];
    }),
  );
}

/** The Forms that read. */
export const mqttReadForms = (thing: ThingDescription): readonly MqttForm[] =>
  mqttForms(thing).filter(({ form }) => form.op.includes("readproperty"));

function requestOf(thing: ThingDescription, { form, href, op, security }: EffectiveForm): MqttRequest | undefined {
  const isSubscribed = op.includes("readproperty") || op.includes("observeproperty");
  const packet = form["mqv:controlPacket"] ?? "subscribe";
  const url = brokerOf(href);
  if (!isSubscribed || packet !== "subscribe" || url === undefined) return undefined;
  if (credentialsNeed(thing, security) !== "none") return undefined;
  const filter = form["mqv:filter"] ?? form["mqv:topic"] ?? decodeURIComponent(new URL(href).pathname.slice(1));
  const qos = Number(form["mqv:qos"] ?? 0);
  if (typeof filter !== "string" || filter === "" || /[{}]/.test(filter)) return undefined;
  return { url, filter, qos: qos === 1 || qos === 2 ? qos : 0 };
}

/** The address of the broker in an href, `mqtt:` or `mqtts:`; `undefined` where there is none. */
export function brokerOf(href: string): string | undefined {
  const [scheme] = /^mqtts?:\/\//i.exec(href) ?? [];
  return scheme === undefined || !URL.canParse(href) ? undefined : `${scheme.toLowerCase()}${new URL(href).host}`;
}

/** A Check of what the broker says to the first Form that can be tried. */
export interface MqttCheck extends CheckDescription {
  readonly expected: string;
  /** Level of the protocol; 4 by default. With 5 a broker that does not speak it is not judged. */
  readonly version?: MqttVersion;
  judge(exchange: MqttExchange, expected: string, subject: ThingSubject): Outcome;
}

/** The Check: one subscription, one judgement. */
export function mqttCheck({ judge, expected, version, ...description }: MqttCheck): Check {
  return thingCheck({
    ...description,
    appliesTo: ({ thing }) => (mqttForms(thing).length > 0 ? true : "no property can be subscribed to over MQTT"),
    async judge(subject: ThingSubject) {
      const [first] = [...mqttReadForms(subject.thing), ...mqttForms(subject.thing)];
      const exchange = await subject.mqtt.ask({ ...first!.request, ...(version === undefined ? {} : { version }) });
      const obstacle = obstacleIn(exchange);
      return obstacle === undefined ? judge(exchange, expected, subject) : inconclusive(expected, obstacle, exchange);
    },
  });
}
