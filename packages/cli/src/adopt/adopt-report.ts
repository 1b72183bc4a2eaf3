import { asWotError } from "@thingwright/errors";
import { type Terminal, visible } from "../terminal.js";
import type { Decision } from "./decision.js";
import type { identify } from "./identify.js";
import type { Preview, PreviewedThing } from "./preview.js";

/** What `adopt` tells: lines for people as things happen, or one line of JSON at the end. */
export class AdoptReport {
  readonly #terminal: Terminal;
  readonly #isJson: boolean;
  readonly #candidates: object[] = [];
  readonly #problems: string[] = [];
  #entries = 0;
  #things = 0;

  constructor(terminal: Terminal, isJson: boolean) {
    this.#terminal = terminal;
    this.#isJson = isJson;
  }

  say(text: string): void {
    if (!this.#isJson) this.#terminal.out(`${visible(text)}\n`);
  }

  problem(text: string): void {
    this.#problems.push(text);
    if (!this.#isJson) this.#terminal.err(`${visible(text)}\n`);
  }

  /** @param preview - with those Things alone that are new */
  previewed({ candidate, things, problems, failure }: Preview): void {
    if (failure !== undefined) this.problem(`${candidate.title}: ${failure.message}`);
    if (failure !== undefined || (candidate.isKnown && things.length === 0)) return;
    const count = things.length === 1 ? "1 Thing" : `${things.length} Things`;
    this.say(`${candidate.title}: ${candidate.isKnown ? `${count} new` : count}`);
    const width = Math.max(0, ...things.map(({ title }) => title.length));
    for (const { title, model = "no model", id } of things) this.say(`  ${title.padEnd(width)}  ${model}  ${id}`);
    for (const problem of problems) this.say(`  not offered: ${problem}`);
  }

  decided({ candidate, things, problems, failure }: Preview, { isAdopted, settings }: Decision): void {
    const { plugin, entry, title, isKnown } = candidate;
    const adopted = things.filter(({ id }) => isAdopted && settings.has(id));
    if (isAdopted && !isKnown) this.#entries += 1;
    this.#things += adopted.length;
    if (isKnown && things.length === 0 && failure === undefined) return;
    this.#candidates.push({
      ...{ adapter: plugin.name, entry, title, isKnown, isAdopted, problems },
      things: things.map((thing) => ({
        ...{ id: thing.id, title: thing.title, model: thing.model ?? null },
        settings: settings.get(thing.id) ?? {},
      })),
      ...(failure !== undefined && { failure: { code: failure.code, message: failure.message } }),
    });
  }

  /** Has a Thing show itself, and says how. */
  async showing({ title }: PreviewedThing, show: () => ReturnType<typeof identify>): Promise<void> {
    try {
      const how = await show();
      if (how === undefined) this.problem(`${title}: it has no way to show itself`);
      else this.say(`  ${title}: ${how === "identified" ? "shows itself now" : "was switched over and back"}`);
    } catch (error) {
      this.problem(`${title}: ${asWotError(error).message}`);
    }
  }

  /** @param file - the configuration */
  end(file: string): void {
    if (this.#isJson) {
      const written = this.#entries + this.#things > 0 ? file : null;
      this.#terminal.out(`${JSON.stringify({ candidates: this.#candidates, problems: this.#problems, written })}\n`);
    } else if (this.#entries + this.#things > 0) {
      const entries = this.#entries === 1 ? "1 entry" : `${this.#entries} entries`;
      this.say(`${file} has ${entries} and ${this.#things} of their Things more: thingwright serve ${file}`);
    } else this.say(this.#candidates.length === 0 ? "nothing new was found" : "nothing was adopted");
  }
}
