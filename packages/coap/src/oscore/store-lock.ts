import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InternalError, UsageError } from "@thingwright/errors";

const NAME_BYTES = 6;
/** Longest path of a socket that every system takes. */
const MAX_PATH_BYTES = 103;
/** What a connection to the socket of a process that is no more ends with. */
const GONE: ReadonlySet<string | undefined> = new Set(["ECONNREFUSED", "ENOENT"]);

/** Where the sockets of the holders of one directory are. */
interface LockPlace {
  readonly folder: string;
  readonly prefix: string;
}

/**
 * Keeps a directory for one holder. A holder listens on a socket of its own, which the operating system closes when the
 * process ends, however it ends: a socket that nobody listens on any more is a lock left behind, and is removed. The
 * sockets tell that across containers too, where process numbers say nothing. Not across machines that share a disk.
 */
export class StoreLock implements AsyncDisposable {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /**
   * Takes the directory, which is made when it is missing. Of two that ask at the same moment both may be refused, and never
   * both served: each shows its socket first and looks for others then.
   *
   * @throws {UsageError} WOT_STATE: somebody else holds the directory
   * @throws {InternalError} WOT_INTERNAL: the system lets no socket be made
   */
  static async take(directory: string): Promise<StoreLock> {
    if (process.platform === "win32") return new StoreLock(await shown(await pipeOf(directory), directory));
    const place = await placeOf(directory);
    const name = `${place.prefix}${randomBytes(NAME_BYTES).toString("hex")}`;
    const lock = new StoreLock(await shown(join(place.folder, name), directory));
    try {
      await assertAlone(place, name, directory);
    } catch (error) {
      await lock[Symbol.asyncDispose]();
      throw error;
    }
    return lock;
  }

  /** Gives the directory back. */
  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

async function assertAlone({ folder, prefix }: LockPlace, own: string, directory: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names) {
    if (!name.startsWith(prefix) || name === own) continue;
    const path = join(folder, name);
    if (await isHeld(path)) throw inUse(directory);
    await rm(path, { force: true });
  }
}

/** In the directory itself; in that for temporary files where the path would be too long for a socket. */
async function placeOf(directory: string): Promise<LockPlace> {
  const folder = await realFolder(directory);
  const prefix = "lock-";
  const bytes = Buffer.byteLength(join(folder, prefix)) + 2 * NAME_BYTES;
  if (bytes <= MAX_PATH_BYTES) return { folder, prefix };
  return { folder: tmpdir(), prefix: `thingwright-oscore-${digestOf(folder)}-` };
}

/** A pipe of Windows is in no directory, and has one holder at a time. */
async function pipeOf(directory: string): Promise<string> {
  return `\\\\.\\pipe\\thingwright-oscore-${digestOf(await realFolder(directory))}`;
}

async function realFolder(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return await realpath(directory);
  } catch (cause) {
    throw unlockable(directory, cause);
  }
}

const digestOf = (folder: string): string => createHash("sha256").update(folder).digest("hex").slice(0, 16);

/** Listens, and says nothing to anybody. Does not keep the process alive. */
function shown(path: string, directory: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(cause.code === "EADDRINUSE" ? inUse(directory) : unlockable(directory, cause)),
    );
    server.listen({ path, exclusive: true }, () => {
      server.removeAllListeners("error").on("error", () => undefined);
      resolve(server.unref());
    });
  });
}

/** Whether somebody listens; so it is taken to be when that cannot be found out. */
function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(!GONE.has(code)));
  });
}

const inUse = (directory: string): UsageError =>
  new UsageError(
    "WOT_STATE",
    `the OSCORE store ${directory} is in use by another process, or another store of this one`,
  );

const unlockable = (directory: string, cause: unknown): InternalError =>
  new InternalError("WOT_INTERNAL", `the OSCORE store ${directory} cannot be locked`, { cause });
