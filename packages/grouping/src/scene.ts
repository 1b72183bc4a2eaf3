import { isDeepStrictEqual } from "node:util";
import type { Clock, Logger } from "@thingwright/contracts";
import type { ExposedThing, Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { instantiate, type PartialThingDescription, type ThingModel } from "@thingwright/td";
import { thingModel, thingModelUrl } from "@thingwright/thing-descriptions";
import { type GroupingOptions, latestOutcomes, memberIds } from "./group-init.js";
import { type GroupingLimits, groupingLimits } from "./grouping-limits.js";
import type { MemberDirectory } from "./member-directory.js";
import { RunningScene } from "./running-scene.js";
import { type KeptScene, memorySceneStore, type SceneStore } from "./scene-store.js";
import type { SceneValues } from "./scene-values.js";

/** Options of {@link scene}. */
export interface SceneOptions extends GroupingOptions {
  /** What it sets, until it has taken in something else: values of writable properties, by `id` of the Thing. */
  readonly values: SceneValues;
  /** Keeps what it takes in; by default only while the program runs. */
  readonly store?: SceneStore;
  readonly limits?: Partial<GroupingLimits>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A state of many Things that can be recalled, as a Thing of its own. */
export interface Scene extends AsyncDisposable {
  readonly thing: ExposedThing;
  /** What it sets now. */
  readonly values: SceneValues;
  /** Takes the Thing back and leaves the others alone; a transition stops where it is. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers a scene as a Thing of the model `scene`. `recall` and `store` fail with WOT_MEMBERS and the outcome of each Thing when not
 * all did it; a Thing that is not there is one of them. A `recall` with a transition time is answered when the transition has
 * begun, and goes on by itself until it is done or the scene is recalled again.
 *
 * @param directory - where its Things are found; they may come and go
 * @throws {UsageError} WOT_ARGUMENT for no Things, or too many; WOT_STATE when another Thing has its `id`
 */
export async function scene(servient: Servient, directory: MemberDirectory, options: SceneOptions): Promise<Scene> {
  const limits = { ...groupingLimits, ...options.limits };
  const store = options.store ?? memorySceneStore();
  const size = Object.keys(options.values).length;
  if (size === 0) throw new UsageError("WOT_ARGUMENT", "a scene has values for one Thing at least");
  if (size > limits.maxMembers) throw new UsageError("WOT_ARGUMENT", `more than maxMembers (${limits.maxMembers})`);
  const thing = servient.produce(sceneInit(await thingModel("scene"), options));
  const values = keptOf(options.values, await store.load(options.id));
  const running = new RunningScene(thing, directory, values, { ...options, of: options.values, limits, store });
  await thing.expose();
  running.follow();
  return running;
}

/** Where the scene still has the value in whose place another was taken in, that counts. */
function keptOf(values: SceneValues, kept: KeptScene | undefined): SceneValues {
  if (kept === undefined) return values;
  const current = (id: string, name: string, value: unknown): unknown => {
    const before = valueIn(kept.of, id, name);
    return before !== undefined && isDeepStrictEqual(before.value, value)
      ? (valueIn(kept.taken, id, name) ?? before).value
      : value;
  };
  const ownOf = (id: string, own: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(own).map(([name, value]) => [name, current(id, name, value)]));
  return Object.fromEntries(Object.entries(values).map(([id, own]) => [id, ownOf(id, own)]));
}

function valueIn(values: SceneValues, id: string, name: string): { readonly value: unknown } | undefined {
  const own = Object.hasOwn(values, id) ? values[id]! : {};
  return Object.hasOwn(own, name) ? { value: own[name] } : undefined;
}

function sceneInit(model: ThingModel, { id, title, titles, more = {} }: GroupingOptions): PartialThingDescription {
  return instantiate(model, {
    id,
    optional: ["/properties/members", "/actions/store", "/events/recalled"],
    modelHref: thingModelUrl("scene"),
    overrides: {
      title,
      titles: titles ?? null,
      ...more,
      properties: {
        members: memberIds,
        outcomes: latestOutcomes,
        values: {
          title: "Values",
          titles: { en: "Values", de: "Werte" },
          description: "What the scene sets: values by property, by identifier of the Thing.",
          descriptions: {
            en: "What the scene sets: values by property, by identifier of the Thing.",
            de: "Was die Szene setzt: Werte nach Eigenschaft, nach Kennung des Things.",
          },
          type: "object",
          readOnly: true,
          observable: true,
        },
      },
    },
  });
}
