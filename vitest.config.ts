import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests run on the sources, so that nothing has to be built before them. */
export const sources = [
  { find: /^@thingwright\/thing-descriptions$/, replacement: root("./thing-descriptions/src/index.ts") },
  { find: /^@thingwright\/conformance$/, replacement: root("./conformance/src/index.ts") },
  { find: /^@thingwright\/([^/]+)\/browser$/, replacement: root("./packages/$1/src/browser/index.ts") },
  { find: /^@thingwright\/([^/]+)$/, replacement: root("./packages/$1/src/index.ts") },
];

export default defineConfig({
  resolve: { alias: sources },
  test: {
    include: [
      "packages/*/test/**/*.test.ts",
      "thing-descriptions/test/**/*.test.ts",
      "conformance/test/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    testTimeout: 10_000,
  },
});
