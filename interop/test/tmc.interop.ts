import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ThingModel } from "@thingwright/td";
import { catalogueResolver, partNames, thingModelNames, thingModelSource } from "@thingwright/thing-descriptions";
import { resolveThingModel } from "@thingwright/thing-model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { has } from "./support/gateway-process.js";

const execute = promisify(execFile);
const models = fileURLToPath(new URL("../../thing-descriptions/models", import.meta.url));
let repository: string;

/** Runs `tmc` on a catalogue of its own, and gives what it prints. */
async function tmc(...args: string[]): Promise<string> {
  const options = { timeout: 30_000, maxBuffer: 16 * 1024 * 1024, env: { ...process.env, HOME: repository } };
  return (await execute("tmc", [...args, "--directory", repository], options)).stdout;
}

const paths = [
  ...thingModelNames.map((name) => `thingwright/common/${name}`),
  ...partNames.map((name) => `thingwright/parts/${name}`),
].sort();

describe.skipIf(!has("tmc"))(`the Thing Model Catalog${has("tmc") ? "" : " (skipped: needs tmc)"}`, () => {
  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), "tmc-"));
  });

  afterAll(() => rm(repository, { recursive: true, force: true }));

  it("imports the folder of models as it is", async () => {
    const results = JSON.parse(await tmc("import", models, "--format", "json")) as readonly { type: string }[];
    expect(results).toHaveLength(paths.length);
    expect(results.filter(({ type }) => type !== "OK")).toEqual([]);
  });

  it("lists every model and part by author, manufacturer and number", async () => {
    const entries = JSON.parse(await tmc("list", "--format", "json")) as readonly { name: string }[];
    expect(entries.map(({ name }) => name).sort()).toEqual(paths);
  });

  it("gives a model back that still finds its parts", async () => {
    const fetched = JSON.parse(await tmc("fetch", "thingwright/common/dimmable-light:v1.0.0")) as ThingModel;
    const model = await resolveThingModel(fetched, { resolver: catalogueResolver });
    expect(Object.keys(model.properties ?? {}).sort()).toEqual(["brightness", "on", "power"]);
    expect({ ...fetched, id: undefined }).toEqual({ ...thingModelSource("dimmable-light"), id: undefined });
  });

  it("finds nothing wrong with its catalogue afterwards", async () => {
    await expect(tmc("check")).resolves.toBeDefined();
  });
});
