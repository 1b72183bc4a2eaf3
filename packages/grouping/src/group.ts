import type { Clock, Logger } from "@thingwright/contracts";
import type { ExposedThing, Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import type { ThingModel } from "@thingwright/td";
import { type GroupingOptions, groupInit } from "./group-init.js";
import { type GroupingLimits, groupingLimits } from "./grouping-limits.js";
import type { Member } from "./member.js";
import { type PlannedGroup, RunningGroup } from "./running-group.js";
import { sharedAffordances } from "./shared-affordances.js";

/** Options of {@link group}. */
export interface GroupOptions extends GroupingOptions {
  /** The Thing Model of the common API that the group is to appear as; without, it has what all of its members have. */
  readonly as?: ThingModel;
  readonly limits?: Partial<GroupingLimits>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Many Things that are offered as one. */
export interface Group extends AsyncDisposable {
  /** The Thing as it is offered. */
  readonly thing: ExposedThing;
  /**
   * Goes on with other members, when they share the same: the Thing stays as it is.
   *
   * @returns whether it does; if not, nothing has changed
   * @throws {UsageError} like {@link group}
   */
  become(members: readonly Member[]): boolean;
  /** Takes the Thing back and leaves the members alone. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers `members` as one Thing on all servers of `servient`. What is written to it goes to all of them; what is read of it is
 * their common value, or stands for theirs ({@link aggregated}). A write or an action that not every member carried out fails
 * with WOT_MEMBERS and the outcome of each; the action `apply` is answered with the outcomes instead.
 *
 * Members may be away: they are outcomes, and do not count in what is read.
 *
 * @throws {UsageError} WOT_ARGUMENT for no members, too many, one twice, or members that share nothing; WOT_STATE when another Thing
 *   has its `id`
 */
export async function group(servient: Servient, members: readonly Member[], options: GroupOptions): Promise<Group> {
  const limits = { ...groupingLimits, ...options.limits };
  const planned = plannedGroup(members, options);
  const running = new RunningGroup(servient.produce(planned.init), planned, {
    ...options,
    limits,
    plan: (others) => plannedGroup(others, options),
  });
  await running.thing.expose();
  running.follow();
  return running;
}

/** What a group of `members` has, and how it is described. @throws {UsageError} WOT_ARGUMENT when they share nothing */
function plannedGroup(members: readonly Member[], options: GroupOptions): PlannedGroup {
  checkMembers(members, { ...groupingLimits, ...options.limits }.maxMembers);
  const shared = sharedAffordances(members, options.as);
  if (shared.properties.size + shared.actions.size === 0) {
    throw new UsageError("WOT_ARGUMENT", `the members of "${options.title}" share no property and no action`);
  }
  return { members, shared, init: groupInit(shared, options.as, options, members) };
}

/** @throws {UsageError} WOT_ARGUMENT */
function checkMembers(members: readonly Member[], maxMembers: number): void {
  if (members.length === 0) throw new UsageError("WOT_ARGUMENT", "there are no members");
  if (members.length > maxMembers) throw new UsageError("WOT_ARGUMENT", `more than maxMembers (${maxMembers})`);
  const ids = new Set<string>();
  for (const { id } of members) {
    if (ids.has(id)) throw new UsageError("WOT_ARGUMENT", `${id} is a member twice`);
    ids.add(id);
  }
}
