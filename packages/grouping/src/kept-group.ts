import { systemClock, type Timer } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { type Group, type GroupOptions, group } from "./group.js";
import { groupingLimits } from "./grouping-limits.js";
import type { Member } from "./member.js";
import type { MemberDirectory } from "./member-directory.js";
import { sharedAffordances } from "./shared-affordances.js";

/** Options of {@link KeptGroup}. */
export interface KeptGroupOptions extends GroupOptions {
  /** Ids of its members, in their order. */
  readonly members: readonly string[];
}

/**
 * A group whose members come and go: it is offered while one of them is there, of those that are. Its Thing goes on as long as what they
 * share stays the same, and is another one otherwise.
 */
export class KeptGroup implements AsyncDisposable {
  readonly #servient: Servient;
  readonly #directory: MemberDirectory;
  readonly #options: KeptGroupOptions;
  #present: readonly Member[] = [];
  #group: Group | undefined;
  #problem: string | undefined;
  /** Why members that are there are not in it, by id. */
  #unfit: ReadonlyMap<string, string> = new Map();
  #timer: Timer | undefined;
  #endWatch: () => void = () => {};
  /** Changes are made one after the other. */
  #changing: Promise<void> = Promise.resolve();
  #isStopped = false;

  private constructor(servient: Servient, directory: MemberDirectory, options: KeptGroupOptions) {
    this.#servient = servient;
    this.#directory = directory;
    this.#options = options;
  }

  /** Offers it as soon as it can be. Never rejects: `problems` say why it is not offered. */
  static async start(servient: Servient, directory: MemberDirectory, options: KeptGroupOptions): Promise<KeptGroup> {
    const kept = new KeptGroup(servient, directory, options);
    await kept.#follow();
    kept.#endWatch = directory.watch(() => kept.#soon());
    return kept;
  }

  /** The description of its Thing, while it is offered. */
  *things(): Iterable<ThingDescription> {
    if (this.#group !== undefined) yield this.#group.thing.description;
  }

  /** Why it is not offered, and which members are not there. */
  *problems(): Iterable<string> {
    if (this.#problem !== undefined) yield this.#problem;
    yield* this.#unfit.values();
    for (const id of this.#options.members) {
      if (this.#directory.find(id) === undefined) yield `${id} is not there`;
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#endWatch();
    this.#timer?.cancel();
    await this.#changing;
    await this.#group?.stop();
    this.#group = undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Things come and go many at once: they are gathered. */
  #soon(): void {
    const { clock = systemClock, limits } = this.#options;
    const { gatherMs } = { ...groupingLimits, ...limits };
    this.#timer ??= clock.after(gatherMs, () => {
      this.#timer = undefined;
      void this.#follow();
    });
  }

  #follow(): Promise<void> {
    this.#changing = this.#changing.then(() => this.#change());
    return this.#changing;
  }

  async #change(): Promise<void> {
    const present = this.#options.members.flatMap((id) => this.#directory.find(id) ?? []);
    if (this.#isStopped || isSame(present, this.#present)) return;
    this.#present = present;
    this.#problem = undefined;
    this.#unfit = new Map(present.flatMap((member) => unfitness(member, this.#options.as)));
    const members = present.filter(({ id }) => !this.#unfit.has(id));
    try {
      await this.#offer(members);
    } catch (error) {
      this.#problem = asWotError(error).message;
      this.#options.logger?.warn("a group is not offered", { group: this.#options.id, problem: this.#problem });
    }
  }

  async #offer(members: readonly Member[]): Promise<void> {
    if (members.length > 0 && this.#group?.become(members) === true) return;
    await this.#group?.stop();
    this.#group = undefined;
    if (members.length > 0) this.#group = await group(this.#servient, members, this.#options);
  }
}

/** Why a member cannot be one of a group of `model`. */
function unfitness(member: Member, model: ThingModel | undefined): readonly (readonly [id: string, why: string])[] {
  try {
    sharedAffordances([member], model);
    return [];
  } catch (error) {
    return [[member.id, asWotError(error).message]];
  }
}

const isSame = (one: readonly Member[], other: readonly Member[]): boolean =>
  one.length === other.length && one.every((member, index) => member === other[index]);
