import type { Codec } from "@thingwright/contracts";
import type { RecordedProtocol, Step } from "@thingwright/simulator";
import type { Redactor } from "../redact/redactor.js";
import type { Body, CellsEntry, ExchangeEntry, HeardEntry, TapeEntry, ToldEntry } from "../tape.js";
import { type ExchangeScene, ExchangeWriter } from "./exchanges.js";
import { type FollowUp, StepWriter } from "./follow-ups.js";
import { PayloadWriter } from "./payload-writer.js";
import { Registers } from "./registers.js";
import { isOf, momentIs, momentsOf, type Told } from "./story.js";

/** What a recording is of. */
export interface RecordingHeader {
  readonly device: string;
  /** RFC 3339. */
  readonly recordedAt: string;
  /** Its Thing Description, with placeholders. */
  readonly thing: object;
  readonly servers: Readonly<Record<string, RecordedProtocol>>;
}

/** A message or request that asks the device for something, and what came of it. */
interface Cause {
  readonly told: Told<ExchangeEntry | ToldEntry | CellsEntry>;
  readonly followUps: FollowUp[];
}

/** Messages that come so long after what asked for them are no answers. */
const answerWithinMs = 5000;

/**
 * A recording of what is on a tape, as JSON Lines: header, what the device says by itself, then what it answers. All that
 * depends on what was changed before depends on `moment` in the state.
 */
export function composeRecording(
  entries: readonly TapeEntry[],
  header: RecordingHeader,
  redactor: Redactor,
  codecs: readonly Codec[],
): string {
  const composer = new Composer(entries, redactor, codecs);
  const scenes = composer.scenes();
  const { registers } = composer;
  const state = { moment: 0, ...(registers !== undefined && { registers }) };
  const lines = [
    { ...header, device: redactor.text(header.device), thing: thingOf(header, redactor), state },
    ...scenes,
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** In a Thing Description placeholders stand for URLs, in payloads references. */
function thingOf({ thing }: RecordingHeader, redactor: Redactor): object {
  return JSON.parse(JSON.stringify(redactor.value(thing)).replaceAll("{{/urls/", "{{")) as object;
}

class Composer {
  readonly #story: readonly Told[];
  readonly #redactor: Redactor;
  readonly #payloads: PayloadWriter;
  readonly #steps: StepWriter;
  readonly #registers = new Registers();
  readonly #causes: Cause[] = [];
  readonly #bySelf: FollowUp[] = [];

  constructor(entries: readonly TapeEntry[], redactor: Redactor, codecs: readonly Codec[]) {
    // A request counts from when it was made: what it brings about may come before its answer.
    this.#story = momentsOf([...entries].sort((one, other) => one.atMs - other.atMs));
    this.#redactor = redactor;
    this.#payloads = new PayloadWriter(redactor, codecs);
    const retained = this.#story.filter(isOf("heard")).filter(({ entry }) => entry.isRetained);
    this.#steps = new StepWriter(this.#payloads, redactor, new Set(retained.map(({ entry }) => entry.topic)));
  }

  get registers(): object | undefined {
    return this.#registers.initial;
  }

  scenes(): readonly object[] {
    const kept = new Map<string, HeardEntry>();
    for (const told of this.#story) this.#place(told, kept);
    const own = [...kept.values()].map((entry) => ({ atMs: 0, do: [this.#steps.step({ ...entry, atMs: 0 })] }));
    const said = this.#bySelf.map((entry) => ({ atMs: Math.round(entry.atMs), do: [this.#steps.step(entry)] }));
    return [...own, ...said, ...this.#reactions(), ...this.#exchanges(), ...this.#writes()];
  }

  /** Finds what an entry belongs to: what the broker had kept, a request, or the device itself. */
  #place(told: Told, kept: Map<string, HeardEntry>): void {
    const { entry } = told;
    switch (entry.kind) {
      case "exchange":
      case "told":
        this.#causes.push({ told: told as Told<ExchangeEntry | ToldEntry>, followUps: [] });
        return;
      case "cells": {
        const news = this.#registers.take(entry);
        if (entry.isChange) this.#causes.push({ told: told as Told<CellsEntry>, followUps: [] });
        else for (const one of news) this.#follow(told, one);
        return;
      }
      case "heard":
        if (!entry.isRetained) this.#follow(told, entry);
        else if (!kept.has(entry.topic)) kept.set(entry.topic, entry);
        return;
      case "notified":
        this.#follow(told, entry);
    }
  }

  #follow({ moment }: Told, entry: FollowUp): void {
    const cause = this.#causeOf(moment, entry);
    if (cause === undefined) this.#bySelf.push(entry);
    else cause.followUps.push(entry);
  }

  /** The change that made the moment, a request that may have asked for this just before, or the stream that brought it. */
  #causeOf(moment: number, entry: FollowUp): Cause | undefined {
    const changed = this.#causes.find(
      ({ told }) => told.moment === moment && told.entry.kind !== undefined && isChange(told),
    );
    const asked = this.#causes.findLast(
      ({ told }) =>
        told.entry.kind === "told" && told.moment === moment && entry.atMs - told.entry.atMs <= answerWithinMs,
    );
    if (entry.kind === "heard" && asked !== undefined) return asked;
    if (changed !== undefined || entry.kind !== "notified") return changed;
    return this.#causes.findLast(
      ({ told }) => told.entry.kind === "exchange" && told.entry.isStream && told.entry.target === entry.target,
    );
  }

  #reactions(): readonly object[] {
    const causes = this.#causes.filter(({ told }) => told.entry.kind === "told");
    const groups = grouped(causes, ({ told: { entry } }) =>
      entry.kind === "told" ? `${isChange({ entry })} ${entry.topic} ${this.#patternOf(entry)}` : "",
    );
    return groups.flatMap((group) =>
      isChange((group[0] as Cause).told) ? this.#changes(group, (cause) => this.#onOf(cause)) : this.#askings(group),
    );
  }

  /** The same change, made several times: each leads to its moment, the next after the present one. */
  #changes(causes: readonly Cause[], headOf: (cause: Cause) => object): readonly object[] {
    return causes.map((cause, index) => {
      const { moment } = cause.told;
      const isLast = index === causes.length - 1;
      const steps = [{ set: { moment } }, ...this.#stepsOf(cause)];
      return { ...headOf(cause), ...(!isLast && { if: momentIs({ maximum: moment - 1 }) }), do: steps };
    });
  }

  #askings(causes: readonly Cause[]): readonly object[] {
    const latestFirst = [...new Map(causes.map((cause) => [cause.told.moment, cause])).values()].reverse();
    return latestFirst.map((cause, index) => ({
      ...this.#onOf(cause),
      ...(index < latestFirst.length - 1 && { if: momentIs({ minimum: cause.told.moment }) }),
      do: this.#stepsOf(cause),
    }));
  }

  #onOf({ told }: Cause): object {
    const { topic, bytes } = told.entry as ToldEntry;
    return { on: this.#redactor.text(topic), ...this.#payloads.pattern({ bytes }) };
  }

  #exchanges(): readonly object[] {
    const writer = new ExchangeWriter(this.#payloads, this.#redactor);
    const scenes = this.#causes.flatMap((cause): ExchangeScene[] =>
      cause.told.entry.kind === "exchange"
        ? [{ told: cause.told as Told<ExchangeEntry>, steps: this.#stepsOf(cause) }]
        : [],
    );
    const groups = grouped(scenes, ({ told: { entry } }) => {
      const { isChange, server, method, target, request } = entry;
      return [isChange, server, method, this.#redactor.target(target), this.#patternOf(request)].join(" ");
    });
    return groups.flatMap((group) =>
      group[0]?.told.entry.isChange === true ? writer.changes(group) : writer.reads(group),
    );
  }

  /** What is written to a register is there; a scene says what else comes of it. */
  #writes(): readonly object[] {
    const headOf = ({ told }: Cause): object => {
      const { server, unit, table, address, values } = told.entry as CellsEntry;
      const request = { server, method: "write", target: `${unit}/${table}/${address}` };
      return { request, payload: { const: values } };
    };
    const writes = this.#causes.filter(({ told }) => told.entry.kind === "cells");
    return grouped(writes, (cause) => JSON.stringify(headOf(cause))).flatMap((group) => this.#changes(group, headOf));
  }

  #stepsOf({ told: { entry }, followUps }: Cause): readonly Step[] {
    const call =
      entry.kind === "cells" ? undefined : this.#payloads.callOf(entry.kind === "told" ? entry : entry.request);
    return this.#steps.steps(followUps, entry.atMs, call);
  }

  /** The same for requests that are alike but for what is their own. */
  #patternOf(body: Body): string {
    return JSON.stringify(this.#payloads.pattern(body));
  }
}

const isChange = ({ entry }: Pick<Told, "entry">): boolean => "isChange" in entry && entry.isChange;

/** `items` by key, in the order in which keys first come. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
