import type { Component } from "./component.js";
import type { ComponentGroup } from "./device-part.js";
import { companions, kindOf, sensorModels, sensorTypes } from "./recognition/kinds.js";

/**
 * Which components are one Thing: each channel with its input and its counter; the sensors, where several measure the
 * same with one each; and all others with the first.
 */
export function componentGroups(components: readonly Component[]): readonly ComponentGroup[] {
  const channels = components.filter(({ type }) => kindOf(type)?.isChannel === true);
  const groups: Component[][] = channels.map((channel) => [channel, ...companionsOf(channel, channels, components)]);
  groups.push(...sensorGroups(components.filter(({ type }) => sensorTypes.has(type))));
  const given = new Set(groups.flat());
  const rest = components.filter((component) => !given.has(component));
  if (rest.length > 0) groups.splice(0, 1, [...(groups[0] ?? []), ...rest]);
  return groups.map((group, index) => groupOf(group, index));
}

/** A counter is that of its channel; an input that of the only channel of its number. */
function companionsOf(
  channel: Component,
  channels: readonly Component[],
  components: readonly Component[],
): readonly Component[] {
  const first = channels.find(({ id }) => id === channel.id);
  return components.filter(
    ({ type, id }) =>
      id === channel.id && (type === companions[channel.type] || (type === "input" && first === channel)),
  );
}

/** Sensors that measure different things together; a second one of a type begins a Thing of its own. */
function sensorGroups(sensors: readonly Component[]): readonly Component[][] {
  const groups: Component[][] = [];
  for (const sensor of sensors) {
    const group = groups.find((each) => each.every(({ type }) => type !== sensor.type));
    if (group === undefined) groups.push([sensor]);
    else group.push(sensor);
  }
  return groups;
}

function groupOf(components: readonly Component[], index: number): ComponentGroup {
  const [main] = components as readonly [Component];
  const kind = kindOf(main.type);
  const models = kind?.isChannel === true ? kind.models : sensorModels;
  return { suffix: index === 0 ? "" : main.key.replace(":", "-"), components, models };
}
