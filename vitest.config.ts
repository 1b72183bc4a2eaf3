import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests run on the sources, so that nothing has to be built before them. */
export const sources = [
  { find: /^@thingwright\/thing-descriptions$/, replacement: root("./thing-descriptions/src/index.ts") },
  { find: /^@thingwright\/conformance\/vitest$/, replacement: root("./conformance/src/vitest/index.ts") },
  { find: /^@thingwright\/conformance$/, replacement: root("./conformance/src/index.ts") },
  { find: /^@thingwright\/([^/]+)\/browser$/, replacement: root("./packages/$1/src/browser/index.ts") },
  { find: /^@thingwright\/coap\/websocket$/, replacement: root("./packages/coap/src/websocket/index.ts") },
  { find: /^@thingwright\/coap\/oscore$/, replacement: root("./packages/coap/src/oscore/index.ts") },
  { find: /^@thingwright\/node-wot\/([^/]+)$/, replacement: root("./packages/node-wot/src/$1/index.ts") },
  { find: /^@thingwright\/([^/]+)$/, replacement: root("./packages/$1/src/index.ts") },
];

const tests = [
  "packages/*/test/**/*.test.ts",
  "thing-descriptions/test/**/*.test.ts",
  "conformance/test/**/*.test.ts",
  "test/**/*.test.ts",
];

/** Tests of what is loaded when, and of how often code runs: their modules must be new. */
const alone = ["packages/linked-data/test/unit/lazy.test.ts", "packages/validation/test/cost.test.ts"];

export default defineConfig({
  resolve: { alias: sources },
  test: {
    testTimeout: 30_000,
    // Files wait for timers and processes more than half of their time.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    // To load every module anew for each file would take longer than the tests.
    projects: [
      { extends: true, test: { name: "shared", include: tests, exclude: alone, isolate: false } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
