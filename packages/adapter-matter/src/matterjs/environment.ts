import { stripVTControlCharacters } from "node:util";
import type { Logger } from "@thingwright/contracts";
import type { Environment, MatterLibrary } from "./library.js";

/** An environment of the library whose files are in `folder`, beside any that the application has. */
export function environmentIn(folder: string, { main, nodejs }: MatterLibrary): Environment {
  const environment = new main.Environment("thingwright", main.Environment.default);
  environment.set(main.Filesystem, new nodejs.NodeJsFilesystem(folder));
  const storage = new main.StorageService(environment);
  storage.registerDriver(nodejs.FileStorageDriver);
  storage.registerBlobDriver(nodejs.FlatFileBlobStorageDriver);
  storage.defaultDriver = nodejs.FileStorageDriver.id;
  storage.defaultBlobDriver = nodejs.FlatFileBlobStorageDriver.id;
  return environment;
}

/** The library has one multicast socket for the process: who comes first says where it listens. */
export function useInterface(name: string | undefined, { main }: MatterLibrary): void {
  const { vars } = main.Environment.default;
  if (name !== undefined && vars.get("mdns.networkInterface") === undefined) vars.set("mdns.networkInterface", name);
}

/** Has what the library says from warnings on said to `logger`, and nothing to the console. The first logger stays. */
export function sayTo(logger: Logger, { main }: MatterLibrary): void {
  const destination = main.Logger.destinations.default;
  if (destination === undefined || taken.has(destination)) return;
  taken.add(destination);
  const [warning, error] = [main.LogLevel.WARN ?? 3, main.LogLevel.ERROR ?? 4];
  destination.level = warning;
  destination.write = (text, { level, facility }) => {
    const context = { facility, text: stripVTControlCharacters(text).slice(0, 1_000) };
    if (level >= error) logger.warn("the Matter library reports an error", context);
    else logger.info("the Matter library warns", context);
  };
}

const taken = new WeakSet<object>();
