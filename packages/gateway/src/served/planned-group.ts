import type { Clock, Logger } from "@thingwright/contracts";
import { KeptGroup, localMembers, type SceneStore, scene } from "@thingwright/grouping";
import { thingModel } from "@thingwright/thing-descriptions";
import type { GroupEntry, SceneEntry } from "./gateway-configuration.js";
import type { PartPlan } from "./served-part.js";
import { type HouseTerms, overridesOf } from "./thing-settings.js";

/** What groups and scenes are made with. */
export interface GroupingEnvironment {
  readonly house: HouseTerms;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly scenes: SceneStore;
}

/** The part that a group is: offered while one of its members is. */
export function plannedGroup(entry: GroupEntry, { house, logger, clock }: GroupingEnvironment): PartPlan {
  const { id, title = id, members, as } = entry;
  const more = overridesOf(entry, house);
  return {
    key: `group ${id}`,
    content: JSON.stringify([entry, more]),
    isRetried: false,
    async start(servient) {
      const model = as === undefined ? {} : { as: await thingModel(as) };
      const options = { id, title, members, more, logger, clock, ...model };
      return await KeptGroup.start(servient, localMembers(servient.things), options);
    },
  };
}

/** The part that a scene is. Its Things may come and go. */
export function plannedScene(entry: SceneEntry, { house, logger, clock, scenes }: GroupingEnvironment): PartPlan {
  const { id, title = id, values } = entry;
  const more = overridesOf(entry, house);
  return {
    key: `scene ${id}`,
    content: JSON.stringify([entry, more]),
    isRetried: false,
    async start(servient) {
      const options = { id, title, values, more, logger, clock, store: scenes };
      const running = await scene(servient, localMembers(servient.things), options);
      return { things: () => [running.thing.description], stop: () => running.stop() };
    },
  };
}
