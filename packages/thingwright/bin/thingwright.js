#!/usr/bin/env node
// npm links a command when it installs, which in a checkout comes before the sources are built.
import { existsSync } from "node:fs";

if (existsSync(new URL("../dist/bin.js", import.meta.url))) await import("../dist/bin.js");
else {
  process.stderr.write("error: this checkout is not built yet: npm run build\n");
  process.exitCode = 2;
}
