import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import { climate, waterHeater } from "./climate.js";
import { cover } from "./cover.js";
import { deviceAutomation, event } from "./event.js";
import { fan, humidifier } from "./fan.js";
import { light } from "./light.js";
import { number, sensor, text, update } from "./sensor.js";
import { binarySensor, button, lock, scene, select, siren, switchEntity } from "./switching.js";
import { valve } from "./valve.js";

/** What entities of each kind have, take, and tell of. */
const components: Readonly<Record<string, (entity: Entity) => readonly EntityValue[]>> = {
  binary_sensor: binarySensor,
  button,
  climate,
  cover,
  device_automation: deviceAutomation,
  event,
  fan,
  humidifier,
  light,
  lock,
  number,
  scene,
  select,
  sensor,
  siren,
  switch: switchEntity,
  text,
  update,
  valve,
  water_heater: waterHeater,
};

/** The values of `entity`; what of it cannot be used is among its problems. */
export function valuesOf(entity: Entity): readonly EntityValue[] {
  const { component } = entity;
  if (!Object.hasOwn(components, component)) {
    entity.problem(`no entity is known of the kind ${JSON.stringify(component.slice(0, 40))}`);
    return [];
  }
  const values = components[component]!(entity);
  if (values.length === 0 && entity.problems.length === 0) entity.problem("it can be neither read nor set");
  return values;
}
