import { defineConfig } from "vitest/config";
import { EvidenceReporter } from "./test/device-catalogue/evidence-reporter.js";
import { sources } from "./vitest.config.js";

const tests = [
  "packages/*/test/interop/**/*.interop.ts",
  "conformance/test/interop/**/*.interop.ts",
  "interop/test/**/*.interop.ts",
];

/** They measure time or memory, or keep the machine busy: one file after the other, and nothing beside it. */
const alone = [
  "packages/binding-mqtt/test/interop/survival.interop.ts",
  "conformance/test/interop/curl.interop.ts",
  "conformance/test/interop/selftest.interop.ts",
  "interop/test/hostile.interop.ts",
  "interop/test/tools.interop.ts",
];

/** Tests against other people's implementations and tools; `npm run interop` installs what npm has of them. */
export default defineConfig({
  resolve: { alias: sources },
  test: {
    reporters: ["default", new EvidenceReporter()],
    // What is tried with many faulty Things waits more than it works.
    maxConcurrency: 20,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "alone", include: alone, fileParallelism: false, sequence: { groupOrder: 0 } } },
      // These wait for others most of their time. Each tool that they start has ports of its own.
      {
        extends: true,
        test: { name: "beside", include: tests, exclude: alone, maxWorkers: 3, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
