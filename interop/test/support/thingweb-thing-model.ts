import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const require = createRequire(import.meta.url);

/** What is used here of Eclipse Thingweb's tools for Thing Models. */
interface ThingModelHelpers {
  getPartialTDs(
    model: unknown,
    options?: { readonly baseUrl?: string; readonly map?: Readonly<Record<string, unknown>> },
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

interface ThingModelHelpersClass {
  new (resolver: { fetch(uri: string): Promise<unknown> }): ThingModelHelpers;
  tsSchemaValidator: unknown;
}

/**
 * The tools, with the W3C's schema for Thing Models that they ask for: their range of versions resolves to one of 2022, which
 * refuses the `@context` of the Recommendation.
 */
export function thingwebThingModel(): ThingModelHelpersClass {
  const { ThingModelHelpers } = require("@thingweb/thing-model") as {
    readonly ThingModelHelpers: ThingModelHelpersClass;
  };
  const { default: Ajv } = require("ajv") as {
    readonly default: new (options: object) => { compile(schema: object): unknown };
  };
  const ajv = new Ajv({ strict: false });
  (require("ajv-formats") as { default(ajv: unknown): void }).default(ajv);
  const ours = createRequire(new URL("../../../package.json", import.meta.url));
  ThingModelHelpers.tsSchemaValidator = ajv.compile(
    ours("wot-thing-model-types/schema/tm-json-schema-validation.json"),
  );
  return ThingModelHelpers;
}

/** The Thing Models that the package is tested with, as texts by the addresses under which they refer to each other. */
export function thingwebModels(): ReadonlyMap<string, string> {
  const root = dirname(require.resolve("@thingweb/thing-model/package.json"));
  const folder = join(root, "test", "thing-model", "tmodels");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [`file://./${relative(root, file)}`, readFileSync(file, "utf8")];
    }),
  );
}
