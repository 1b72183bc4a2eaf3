import { asWotError } from "@thingwright/errors";
import { discoveryLimits } from "./discovery/discovery-limits.js";
import type { EntityConfig } from "./discovery/entity-config.js";
import { isTopicName } from "./discovery/topic-name.js";
import type { Reading, Writing } from "./entity-value.js";
import { type Code, code, constant, input, refusedNames, textOf } from "./template/code.js";
import { translateTemplate } from "./template/translate.js";

/** Names of the members that say how one value is read, in the order in which they count. */
export interface ReadingTerms {
  readonly topic: string;
  readonly template: string;
}

export interface WritingTerms extends ReadingTerms {
  /** What else the template may speak of. */
  readonly variables?: Readonly<Record<string, Code>>;
  /** Further names of the value in the template. */
  readonly aliases?: readonly string[];
  /** What the template takes, or what is published where there is none; the value by default. */
  readonly payload?: (value: Code) => Code;
}

/** An announced entity, and what of it cannot be used. */
export class Entity {
  readonly config: EntityConfig;
  readonly problems: string[] = [];

  constructor(config: EntityConfig) {
    this.config = config;
  }

  get component(): string {
    return this.config.component;
  }

  /** What it is called; `undefined` for one that is what its device is. */
  get name(): string | undefined {
    return this.text("name");
  }

  get deviceClass(): string | undefined {
    return this.text("device_class");
  }

  /** Whether it is about the device's own affairs, such as the temperature of its processor. */
  get isAside(): boolean {
    return this.text("entity_category") !== undefined;
  }

  has(name: string): boolean {
    return this.config.members[name] !== undefined && this.config.members[name] !== null;
  }

  text(name: string): string | undefined {
    const value = this.config.members[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** A number, or a text that is one. */
  number(name: string): number | undefined {
    const value = this.config.members[name];
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  }

  /** Texts of a list; others are left out. */
  list(name: string): readonly string[] {
    const value = this.config.members[name];
    const texts = Array.isArray(value) ? value.slice(0, discoveryLimits.maxListLength).map(written) : [];
    return [...new Set(texts.filter((each) => each !== undefined && each !== ""))] as readonly string[];
  }

  /** A payload, as a text; YAML and Python know `true` as `True`. */
  payload(name: string, otherwise: string): string {
    return written(this.config.members[name]) ?? otherwise;
  }

  /** How the value is read that these members describe; `undefined` when they do not, or cannot be followed. */
  reading({ topic, template }: ReadingTerms): Reading | undefined {
    const name = this.topic(topic);
    return name === undefined ? undefined : this.readingAt(name, template);
  }

  /** How the value is read that `template` makes of the payloads of `topic`; without a template it is the text. */
  readingAt(topic: string, template: string): Reading | undefined {
    const source = this.text(template);
    if (source === undefined) return { topic, isJson: false, code: code(input, "string") };
    const text = { value: code(input, "string"), value_json: code(input) };
    const translated = this.#translated(template, source, text);
    if (translated === undefined) return undefined;
    if (!translated.used.has("value_json")) return { topic, isJson: false, code: translated };
    const json = { value: code(`$string(${input})`, "string"), value_json: code(input) };
    return { topic, isJson: true, code: this.#translated(template, source, json)! };
  }

  /** How the value is set that these members describe; `undefined` when they do not, or cannot be followed. */
  writing({
    topic,
    template,
    variables = {},
    aliases = [],
    payload = (value) => value,
  }: WritingTerms): Writing | undefined {
    const name = this.topic(topic);
    if (name === undefined) return undefined;
    const source = this.text(template);
    if (source === undefined) return this.publishing(name, (value) => textOf(payload(value)).code);
    const names = ["value", ...aliases];
    const translate = (value: Code) => {
      const given = payload(value);
      const all = { ...Object.fromEntries(names.map((alias) => [alias, given])), ...variables };
      return this.#translated(template, source, all);
    };
    if (translate(code(input)) === undefined) return undefined;
    return this.publishing(name, (value) => textOf(translate(value) ?? constant("")).code);
  }

  /** What publishes to `topic` as this entity says. */
  publishing(topic: string, payload: Writing["payload"], isJson = false): Writing {
    const qos = this.number("qos");
    return {
      topic,
      isRetained: this.config.members.retain === true,
      qos: qos === 1 || qos === 2 ? qos : 0,
      isJson,
      payload,
    };
  }

  /** A topic; what cannot be one is a problem. */
  topic(name: string): string | undefined {
    const value = this.config.members[name];
    if (value === undefined || value === null) return undefined;
    if (isTopicName(value)) return value;
    this.problem(`${name} is no topic`);
    return undefined;
  }

  template(name: string, variables: Readonly<Record<string, Code>>): Code | undefined {
    const source = this.text(name);
    return source === undefined ? undefined : this.#translated(name, source, variables);
  }

  problem(what: string): void {
    const text = `${this.config.objectId}: ${what}`;
    if (!this.problems.includes(text)) this.problems.push(text);
  }

  #translated(name: string, source: string, variables: Readonly<Record<string, Code>>) {
    try {
      return translateTemplate(source, variables);
    } catch (error) {
      this.problem(`${name} ${shown(source)}: ${asWotError(error).message}`);
      return undefined;
    }
  }
}

/** A template in a message: never the whole of a long one. */
const shown = (source: string): string => JSON.stringify(source.length > 120 ? `${source.slice(0, 120)}…` : source);

function written(value: unknown): string | undefined {
  if (typeof value === "string") return refusedNames.has(value) ? undefined : value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return undefined;
}
