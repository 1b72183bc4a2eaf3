import { existsSync } from "node:fs";
import { dirname, join, parse as parsePath, resolve } from "node:path";
import type { AdapterPlugin } from "@thingwright/adapter-core";
import { UsageError } from "@thingwright/errors";
import { type GatewayConfiguration, gatewayConfiguration } from "@thingwright/gateway";
import { parse, YAMLError } from "yaml";
import { readDocument } from "./document.js";

/** @throws {UsageError} WOT_ARGUMENT when the file cannot be read, or holds no configuration */
export async function readGatewayFile(file: string, plugins: readonly AdapterPlugin[]): Promise<GatewayConfiguration> {
  return gatewayTextOf(file, new TextDecoder().decode(await readDocument(file)), plugins);
}

/** The configuration in `text`, which `file` has. @throws {UsageError} WOT_ARGUMENT when it is none */
export function gatewayTextOf(file: string, text: string, plugins: readonly AdapterPlugin[]): GatewayConfiguration {
  try {
    // Aliases could make a short text a large document.
    return gatewayConfiguration(parse(text, { maxAliasCount: 0, prettyErrors: true }) ?? {}, plugins);
  } catch (cause) {
    if (!(cause instanceof YAMLError) && !(cause instanceof ReferenceError)) throw cause;
    throw new UsageError("WOT_ARGUMENT", `${file} is neither YAML nor JSON: ${cause.message}`, { cause });
  }
}

/** Reads a file that a configuration names: it is looked for beside the configuration. */
export const besideFile = (file: string) => (name: string) => readDocument(resolve(dirname(file), name));

/** `house.credentials.json` of `house.yaml`: secrets for devices are there, unless somebody says where else. */
export const credentialsFileOf = (file: string): string => named(file, "credentials.json");

/** `house.state` of `house.yaml`: what adapters keep is there, a folder for each. */
export const stateFolderOf = (file: string) => (adapter: string) => join(named(file, "state"), adapter);

/** The file with secrets for the devices of `file`: the given one, or the usual one where there is one. */
export function credentialsOf(file: string, given: string | undefined): string | undefined {
  const usual = credentialsFileOf(file);
  return given ?? (existsSync(usual) ? usual : undefined);
}

function named(file: string, end: string): string {
  const { dir, name } = parsePath(resolve(file));
  return join(dir, `${name}.${end}`);
}
