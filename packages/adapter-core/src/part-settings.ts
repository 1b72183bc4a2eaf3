import type { ThingModelName } from "@thingwright/thing-descriptions";

/** What the owner says of one Thing of an ecosystem, whatever the ecosystem says. */
export interface PartSettings {
  readonly title?: string;
  /** Whether it is not to be offered. */
  readonly isHidden?: boolean;
  /** The model of the common API that it is offered as, in place of the one that was found; it has to serve what that requires. */
  readonly modelName?: ThingModelName;
  /** Terms to set, replace or (with `null`) remove in its Thing Description, merged as RFC 7396 says. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** The settings of the Thing `id`; `undefined` when there are none. */
export type SettingsOf = (id: string) => PartSettings | undefined;
