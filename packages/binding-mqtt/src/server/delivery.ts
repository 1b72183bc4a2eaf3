import type { HostedAction, HostedAffordance, HostedEvent, HostedProperty, HostedThing } from "@thingwright/contracts";
import { type QoS, qosOf } from "../form/form-terms.js";
import { mqttVocabulary } from "../form/mqtt-vocabulary.js";

/** How a server publishes the values of an affordance. */
export interface Delivery {
  readonly qos: QoS;
  readonly retain: boolean;
}

const qosTerm = `${mqttVocabulary}qos`;
const retainTerm = `${mqttVocabulary}retain`;

/** Of a property's values: QoS 0 and retained, unless its document declares `mqv:qos` and `mqv:retain` otherwise. */
export function stateDelivery(property: Pick<HostedProperty, "declared">): Delivery {
  const isRetained = (operation: "readproperty" | "observeproperty"): boolean =>
    property.declared(retainTerm, operation) !== false;
  return {
    qos: qosOf(property.declared(qosTerm, "observeproperty")) ?? 0,
    retain: isRetained("readproperty") && isRetained("observeproperty"),
  };
}

/** Of an event: QoS 0 unless its document declares `mqv:qos`; never retained, as it is no state. */
export const eventDelivery = (event: Pick<HostedEvent, "declared">): Delivery => ({
  qos: qosOf(event.declared(qosTerm, "subscribeevent")) ?? 0,
  retain: false,
});

/** The least QoS at which several values reach a subscriber of all of them as each declares. */
export const highestQos = (deliveries: readonly Delivery[]): QoS =>
  deliveries.reduce<QoS>((highest, { qos }) => (qos > highest ? qos : highest), 0);

/** Of commands to a property or an action: QoS 1 unless its document declares `mqv:qos`. */
export function commandQos(
  affordance: Pick<HostedProperty | HostedAction, "declared">,
  operation: "readproperty" | "writeproperty" | "invokeaction",
): QoS {
  if (operation === "readproperty") return 1;
  return qosOf(affordance.declared(qosTerm, operation)) ?? 1;
}

/** Whether a message holds the whole state of the property: one that is read without variables. */
export const hasState = ({
  writeOnly,
  uriVariables,
}: Pick<HostedProperty, "writeOnly" | keyof HostedAffordance>): boolean => !writeOnly && uriVariables.size === 0;

/** The QoS to take a Thing's commands with: what is declared as QoS 2 must not be made less on its last way. */
export function commandsQos({ properties, actions }: Pick<HostedThing, "properties" | "actions">): 1 | 2 {
  const isExact =
    [...properties.values()].some((property) => commandQos(property, "writeproperty") === 2) ||
    [...actions.values()].some((action) => commandQos(action, "invokeaction") === 2);
  return isExact ? 2 : 1;
}
