import type { ThingSettings } from "@thingwright/gateway";
import type { Conversation } from "./conversation.js";
import type { Preview } from "./preview.js";

/** What is adopted of a candidate. */
export interface Decision {
  readonly isAdopted: boolean;
  /** What is said of its Things, by their ids: of all of them, be it nothing. */
  readonly settings: ReadonlyMap<string, ThingSettings>;
}

/** Decides on what is new of a candidate; `undefined` ends the session. */
export type DecisionMaker = (preview: Preview) => Promise<Decision | undefined>;

const nothing: Decision = { isAdopted: false, settings: new Map() };

/**
 * Decides by the command line alone.
 *
 * @param isWanted - whether all is adopted that says what it is
 */
export const decidedAlone =
  (isWanted: boolean, answers: ReadonlyMap<string, ThingSettings>): DecisionMaker =>
  async ({ things, failure }) => {
    if (!isWanted || failure !== undefined) return nothing;
    return { isAdopted: true, settings: new Map(things.map(({ id }) => [id, answers.get(id) ?? {}])) };
  };

/** Decides by asking; what the command line says already is not asked for. */
export const decidedTogether =
  (conversation: Conversation, answers: ReadonlyMap<string, ThingSettings>): DecisionMaker =>
  async (preview) => {
    const { candidate, things, failure } = preview;
    const isNothing = candidate.isKnown && things.length === 0;
    if (isNothing || (candidate.isKnown && failure !== undefined)) return nothing;
    const isWanted = candidate.isKnown || (await conversation.wants(preview));
    if (isWanted === undefined) return undefined;
    if (!isWanted) return nothing;
    const settings = new Map<string, ThingSettings>();
    let isAsking = true;
    for (const thing of things) {
      const said = answers.get(thing.id);
      const answer = said ?? (isAsking ? await conversation.settings(thing) : "rest");
      // What was answered up to here is kept; the Thing that was not is asked for the next time.
      if (answer === undefined) break;
      if (answer === "rest") isAsking = false;
      settings.set(thing.id, answer === "rest" ? {} : answer);
    }
    return { isAdopted: true, settings };
  };
