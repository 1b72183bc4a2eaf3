import { type EmbeddedBroker, embeddedBroker, mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { type ConsumedThing, type Observation, Servient } from "@thingwright/core";
import { type Bridge, bridge } from "@thingwright/mapping";
import { parseRecording, RecordedDevice, type SteppedClock, site, steppedClock } from "@thingwright/simulator";
import { sparkplug, sparkplugClient } from "@thingwright/sparkplug";
import { instantiate, type JsonValue, parseThingDescriptionOrThrow } from "@thingwright/td";
import {
  deviceDescription,
  type RecordedName,
  recordedTraffic,
  type ThingModelName,
  thingModel,
} from "@thingwright/thing-descriptions";

/** Whose traffic is played, what it is offered as, and the values of the placeholders of both documents. */
export interface BridgedSubject {
  readonly device: RecordedName;
  readonly model: ThingModelName;
  readonly placeholders: Readonly<Record<string, JsonValue>>;
}

/** A recorded device behind a bridge, and a client that knows nothing but the Thing of the common API; all on one broker. */
export interface BridgedRecording extends AsyncDisposable {
  readonly broker: EmbeddedBroker;
  readonly clock: SteppedClock;
  readonly player: RecordedDevice;
  readonly bridge: Bridge;
  readonly thing: ConsumedThing;
}

export async function bridgedRecording({ device, model, placeholders }: BridgedSubject): Promise<BridgedRecording> {
  const broker = await embeddedBroker({ port: 0 });
  const clock = steppedClock();
  const texts = Object.fromEntries(Object.entries(placeholders).map(([name, value]) => [name, String(value)]));
  const player = new RecordedDevice(site({ clock, seed: 1 }), {
    id: device,
    recording: parseRecording(recordedTraffic(device), { placeholders: texts }),
    mqttUrl: broker.localUrl,
    reconnectMs: 10,
    codecs: [sparkplug()],
  });
  await player.start();
  const house = new Servient({
    clients: [sparkplugClient({ mqtt: mqttClient(), limits: { rebirthIntervalMs: 10 } })],
    servers: [mqttServer({ broker })],
  });
  await house.start();
  const southbound = instantiate(deviceDescription(device), {
    id: "urn:example:south",
    placeholders: { MQTT_URL: broker.localUrl, ...placeholders },
  });
  const running = await bridge(house, parseThingDescriptionOrThrow(southbound), {
    as: await thingModel(model),
    id: "urn:example:north",
    title: "North",
    limits: { timeoutMs: 500 },
  });
  const visitor = new Servient({ clients: [mqttClient()] });
  await visitor.start();
  return {
    broker,
    clock,
    player,
    bridge: running,
    thing: visitor.consume(running.thing.description) as ConsumedThing,
    async [Symbol.asyncDispose]() {
      await visitor.stop();
      await running.stop();
      await house.stop();
      await player.stop();
      await broker.close();
    },
  };
}

/** Resolves with the first value that `observation` gives and that `fits`. */
export async function valueIn(observation: Observation<unknown>, fits: (value: unknown) => boolean): Promise<unknown> {
  for await (const value of observation) if (fits(value)) return value;
  throw new Error("the observation has ended");
}
