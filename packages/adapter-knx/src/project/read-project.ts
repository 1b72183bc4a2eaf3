import { UsageError } from "@thingwright/errors";
import { readAddressExport } from "./address-export.js";
import { readAddressTable } from "./address-table.js";
import { isArchive, readEtsProject } from "./ets-project.js";
import type { KnxProject } from "./knx-project.js";
import { defaultProjectLimits, type ProjectLimits } from "./project-limits.js";

/** Options of {@link readKnxProject}. */
export interface ReadProjectOptions {
  /** Of a project that has one. */
  readonly password?: string;
  readonly limits?: Partial<ProjectLimits>;
}

/**
 * Reads what ETS exports of an installation: a project (`.knxproj`), or its group addresses in XML or as a table (CSV).
 *
 * @throws {UsageError} WOT_ARGUMENT for what is none of these, is damaged, or too large
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING, WOT_CREDENTIALS_REFUSED: the password
 */
export async function readKnxProject(bytes: Uint8Array, options: ReadProjectOptions = {}): Promise<KnxProject> {
  const limits = { ...defaultProjectLimits, ...options.limits };
  if (bytes.length > limits.maxProjectBytes) {
    throw new UsageError("WOT_ARGUMENT", `the project is longer than ${limits.maxProjectBytes} bytes`);
  }
  if (isArchive(bytes)) return readEtsProject(bytes, options.password, limits);
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  return start.startsWith("<") ? readAddressExport(bytes) : readAddressTable(bytes);
}
