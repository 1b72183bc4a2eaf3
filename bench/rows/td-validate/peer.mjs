import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { serve } from "../../lib/contender.mjs";
import { inTurn } from "../../lib/in-turn.mjs";
import { thingDescriptionTexts } from "../../lib/thing-descriptions.mjs";

const require = createRequire(new URL("../../../interop/package.json", import.meta.url));
const tester = require("@thing-description-playground/assertions");
const folder = join(dirname(require.resolve("@thing-description-playground/assertions")), "assertions-td");
const schemas = await tester.collectAssertionSchemas(folder, join(folder, "tdAssertionList.json"), (path) =>
  readFile(path, "utf8"),
);
const silent = () => {};
console.log = silent;

/** It throws on some documents; what it did until then counts as done. */
const test = (text) => tester.tdAssertionTests(Buffer.from(text), schemas, [], silent).catch(silent);
const next = inTurn(thingDescriptionTexts(), test);
serve({}, async ({ ms }) => ({ rate: await next(ms) }));
