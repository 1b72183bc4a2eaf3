import { isObject, type Members, membersOf } from "@thingwright/mapping";

/** One component of a device: a relay, an input, a sensor, a service. */
export interface Component {
  /** As status and configuration call it: `switch:0`, `sys`. */
  readonly key: string;
  /** `switch`, `sys`. */
  readonly type: string;
  /** Its number; `undefined` for one of which a device has only one. */
  readonly id: number | undefined;
  readonly status: Members;
  readonly config: Members;
}

export interface ComponentList {
  readonly components: readonly Component[];
  /** What of the device is not looked at, and why. */
  readonly problems: readonly string[];
}

/**
 * The components that `Shelly.GetStatus` tells of, with their configuration. Never throws: what is none is a problem.
 *
 * @see https://shelly-api-docs.shelly.cloud/gen2/General/ComponentConcept
 */
export function readComponents(status: unknown, config: unknown, maxComponents: number): ComponentList {
  const components: Component[] = [];
  const problems: string[] = [];
  for (const [key, own] of Object.entries(membersOf(status))) {
    const [, type = "", digits] = keyPattern.exec(key) ?? [];
    if (type === "") problems.push(`${JSON.stringify(key.slice(0, 64))}: is no name of a component`);
    else if (!isObject(own)) problems.push(`${key}: has no status`);
    else if (components.length === maxComponents) problems.push(`${key}: more than maxComponents (${maxComponents})`);
    else
      components.push({
        key,
        type,
        id: digits === undefined ? undefined : Number(digits),
        status: own,
        config: of(config, key),
      });
  }
  return { components, problems };
}

const keyPattern = /^([a-z][a-z0-9_]{0,31})(?::([0-9]{1,6}))?$/;

const of = (config: unknown, key: string): Members => {
  const all = membersOf(config);
  return Object.hasOwn(all, key) ? membersOf(all[key]) : {};
};
