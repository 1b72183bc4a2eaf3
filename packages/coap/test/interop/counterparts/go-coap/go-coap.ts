import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allBlocks, type Counterpart } from "../counterpart.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** go-coap 3.8. */
export const goCoap: Counterpart = {
  name: "go-coap",
  blocks: allBlocks,
  lacks: {
    client: {
      "Observe in blocks": "asks for the second block in its acknowledgement of the notification (RFC 7252 §4.2)",
    },
    server: {},
  },
};

/**
 * The file of the program, built of modules that are on this machine already (`.ci/install-tools` fetches them); `undefined`
 * where they or Go are not.
 */
export function goCoapProgram(): string | undefined {
  const binary = join(mkdtempSync(join(tmpdir(), "go-coap-")), "program");
  const env = { ...process.env, GOPROXY: "off", GOFLAGS: "-mod=readonly -buildvcs=false", GOTOOLCHAIN: "local" };
  const { status } = spawnSync("go", ["build", "-o", binary, "."], { cwd: folder, env });
  return status === 0 ? binary : undefined;
}
