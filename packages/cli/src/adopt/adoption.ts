import { existsSync } from "node:fs";
import type { AdapterPlugin } from "@thingwright/adapter-core";
import type { GatewayConfiguration } from "@thingwright/gateway";
import { writeAtomically } from "../atomic-write.js";
import { readDocument } from "../document.js";
import { gatewayTextOf } from "../gateway-file.js";
import type { Addition } from "./addition.js";
import { extendedText } from "./configuration-text.js";
import type { Decision } from "./decision.js";
import type { Preview } from "./preview.js";

/** What is written into the configuration of what is new of a candidate. */
export function additionsFor({ candidate, things }: Preview, { isAdopted, settings }: Decision): readonly Addition[] {
  if (!isAdopted) return [];
  const { plugin, entry, isKnown } = candidate;
  const entries: readonly Addition[] = isKnown ? [] : [{ kind: "entry", adapter: plugin.name, entry }];
  const said = things
    .filter(({ id }) => settings.has(id))
    .map(({ id, title }): Addition => ({ kind: "thing", id, settings: settings.get(id)!, note: title }));
  return [...entries, ...said];
}

/** The file of a configuration, as it is on disk; an absent one is empty. */
export class ConfigurationFile {
  readonly #path: string;
  readonly #plugins: readonly AdapterPlugin[];

  /** @param plugins - of all adapters that it may name */
  constructor(path: string, plugins: readonly AdapterPlugin[]) {
    this.#path = path;
    this.#plugins = plugins;
  }

  /** @throws {UsageError} WOT_ARGUMENT when it cannot be read, or holds no configuration */
  async read(): Promise<GatewayConfiguration> {
    return gatewayTextOf(this.#path, await this.#text(), this.#plugins);
  }

  /**
   * Adds to what the file has by now, and leaves all else as it is.
   *
   * @throws {UsageError} WOT_ARGUMENT when the file would be no configuration then, or cannot be written
   */
  async add(additions: readonly Addition[]): Promise<void> {
    if (additions.length === 0) return;
    const text = extendedText(await this.#text(), additions);
    gatewayTextOf(this.#path, text, this.#plugins);
    await writeAtomically(this.#path, text);
  }

  async #text(): Promise<string> {
    if (!existsSync(this.#path)) return this.#path.endsWith(".json") ? "{}" : "";
    return new TextDecoder().decode(await readDocument(this.#path));
  }
}
