import type { ThingSettings } from "@thingwright/gateway";
import type { ThingModelName } from "@thingwright/thing-descriptions";
import { visible } from "../terminal.js";
import { fittingModels } from "./fitting-models.js";
import type { Preview, PreviewedThing } from "./preview.js";
import type { Prompter } from "./prompter.js";

/** What is asked of whoever adopts. All answers are lines; an empty one takes what stands in brackets. */
export interface Conversation {
  /** Whether a candidate is to be adopted; `undefined` when nobody answers any more. */
  wants(preview: Preview): Promise<boolean | undefined>;
  /** What is said of a Thing; `rest` when it and all that follow are to be as they are. */
  settings(thing: PreviewedThing): Promise<ThingSettings | "rest" | undefined>;
}

/** @param show - has a Thing show itself, and says how that went */
export function conversationWith(prompter: Prompter, show: (thing: PreviewedThing) => Promise<void>): Conversation {
  const ask = (question: string): Promise<string | undefined> => prompter.ask(question);
  return {
    async wants({ failure }) {
      const isUsual = failure === undefined;
      const answer = await ask(isUsual ? "Adopt it? [Y/n] " : "Adopt it all the same? [y/N] ");
      return answer === undefined ? undefined : answer === "" ? isUsual : /^y/i.test(answer);
    },
    async settings(thing) {
      const { title, model } = thing;
      const hint = "? shows it, - hides it, . takes this and the rest as they are";
      let name = await ask(`  Name [${visible(title)}] (${hint}): `);
      while (name === "?") {
        await show(thing);
        name = await ask(`  Name [${visible(title)}]: `);
      }
      if (name === undefined) return undefined;
      if (name === ".") return "rest";
      if (name === "-") return { hidden: true };
      const room = await ask("  Room [none]: ");
      const as = await modelOf(thing, model, ask);
      if (room === undefined || as === undefined) return undefined;
      return {
        ...(name !== "" && name !== title && { title: name }),
        ...(room !== "" && { room }),
        ...(as !== "" && { as }),
      };
    },
  };
}

/** The model that is chosen; empty for the one that it is. It is asked for only where there is a choice. */
async function modelOf(
  { description }: PreviewedThing,
  model: ThingModelName | undefined,
  ask: (question: string) => Promise<string | undefined>,
): Promise<ThingModelName | "" | undefined> {
  const fitting = await fittingModels(description);
  const others = fitting.filter((name) => name !== model);
  if (others.length === 0) return "";
  for (;;) {
    const answer = await ask(`  Model [${model ?? "none"}] (or ${others.join(", ")}): `);
    if (answer === undefined || answer === "" || answer === model) return answer === undefined ? undefined : "";
    const chosen = others.find((name) => name === answer);
    if (chosen !== undefined) return chosen;
  }
}
