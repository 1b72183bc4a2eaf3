import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "@thingwright/errors";
import type { KeptScene, SceneStore } from "@thingwright/grouping";
import { compileDataSchema, type DataSchema, parseJsonText } from "@thingwright/td";

const values = { type: "object", additionalProperties: { type: "object" } };
const kept = { type: "object", properties: { of: values, taken: values }, required: ["of", "taken"] };
const schema = compileDataSchema({ type: "object", additionalProperties: kept } as DataSchema);

/** Keeps what scenes have taken in in a file of a folder, which is made when there is something to keep. A file that cannot be read is left alone. */
export class SceneFile implements SceneStore {
  readonly #folder: string;
  #scenes: Promise<Map<string, KeptScene>> | undefined;
  /** Written one after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws {UsageError} WOT_ARGUMENT for a file that cannot be used */
  async load(id: string): Promise<KeptScene | undefined> {
    return (await this.#read()).get(id);
  }

  /** @throws {UsageError} WOT_ARGUMENT when it cannot be written */
  async save(id: string, scene: KeptScene): Promise<void> {
    (await this.#read()).set(id, scene);
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {});
    await written;
  }

  #read(): Promise<Map<string, KeptScene>> {
    this.#scenes ??= scenesIn(this.#file);
    return this.#scenes;
  }

  /** A reader finds the file of before or the new one, and never half of it. */
  async #write(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(await this.#read()), null, 2);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${this.#file}.new`, `${text}\n`);
      await rename(`${this.#file}.new`, this.#file);
    } catch (cause) {
      throw new UsageError("WOT_ARGUMENT", `${this.#file} cannot be written`, { cause });
    }
  }

  get #file(): string {
    return join(this.#folder, "scenes.json");
  }
}

async function scenesIn(file: string): Promise<Map<string, KeptScene>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    if ((cause as { readonly code?: string }).code === "ENOENT") return new Map();
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read`, { cause });
  }
  const json = parseJsonText(bytes);
  if (!json.ok) throw new UsageError("WOT_ARGUMENT", `${file} cannot be used: ${json.finding.message}`);
  try {
    schema.validate(json.value);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} has no scenes`, { cause });
  }
  return new Map(Object.entries(json.value as Record<string, KeptScene>));
}
