import { pbkdf2Sync } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import { ZipArchive } from "../archive/zip.js";
import { readHardware, readObjects } from "./communication-objects.js";
import { type Installation, readInstallation } from "./installation.js";
import type { KnxProject, ProjectAddress, ProjectFunction } from "./knx-project.js";
import { LinkedObjects } from "./linked-objects.js";
import type { ProjectLimits } from "./project-limits.js";
import { readXml } from "./xml.js";

/** Whether `bytes` begin as an archive does. */
export const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * Reads a project as ETS 4, 5 and 6 export it (`.knxproj`).
 *
 * @param password - of the project, where it has one
 * @throws {UsageError} WOT_ARGUMENT for what is none, or is damaged
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING, WOT_CREDENTIALS_REFUSED: the password
 */
export async function readEtsProject(
  bytes: Uint8Array,
  password: string | undefined,
  limits: ProjectLimits,
): Promise<KnxProject> {
  const archive = new ZipArchive(bytes, limits.maxDocumentBytes);
  const id = archive.names.flatMap((name) => /^(P-[0-9A-F]{4})[./]/i.exec(name)?.[1] ?? [])[0];
  if (id === undefined) throw new UsageError("WOT_ARGUMENT", "this archive is no ETS project: it has no P-….signature");
  const files = await projectFiles(archive, id, password, limits);
  const installation = await readInstallation(await required(files, "0.xml"), "0.xml");
  const { linked, problems } = await linkedObjects(archive, installation);
  return {
    name: (await nameOf(files)) ?? id,
    addresses: [...installation.addresses].map(([key, listed]) => addressOf(key, listed, linked)),
    functions: installation.functions.map((each) => functionOf(each, installation)),
    problems,
  };
}

/** Reads a file of the project by its name there. */
type ProjectFiles = (name: string) => Promise<Uint8Array | undefined>;

/** A project with a password is an archive in the archive. */
async function projectFiles(
  archive: ZipArchive,
  id: string,
  password: string | undefined,
  limits: ProjectLimits,
): Promise<ProjectFiles> {
  const inner = await archive.read(`${id}.zip`);
  if (inner === undefined) return async (name) => archive.read(`${id}/${name}`);
  const key = password === undefined ? undefined : await archivePassword(archive, password);
  const project = new ZipArchive(inner, limits.maxDocumentBytes);
  return (name) => project.read(name, key);
}

/** ETS 6, whose schema is 21 and later, makes a longer password of the one that the owner has given. */
async function archivePassword(archive: ZipArchive, password: string): Promise<string> {
  const master = await archive.read("knx_master.xml");
  const start = new TextDecoder().decode(master?.subarray(0, 1024));
  const schema = Number(/xmlns="http:\/\/knx\.org\/xml\/project\/(\d+)"/.exec(start)?.[1]);
  if (!(schema >= 21)) return password;
  const secret = Buffer.from(password, "utf16le");
  return pbkdf2Sync(secret, "21.project.ets.knx.org", 65_536, 32, "sha256").toString("base64");
}

async function required(files: ProjectFiles, name: string): Promise<Uint8Array> {
  const bytes = await files(name);
  if (bytes === undefined) throw new UsageError("WOT_ARGUMENT", `this archive is no ETS project: it has no ${name}`);
  return bytes;
}

async function nameOf(files: ProjectFiles): Promise<string | undefined> {
  const bytes = (await files("project.xml")) ?? (await files("Project.xml"));
  if (bytes === undefined) return undefined;
  let found: string | undefined;
  await readXml(bytes, "project.xml", {
    open(name, attributes) {
      if (name === "ProjectInformation") found ??= attributes.get("Name");
    },
    close() {},
  });
  return found;
}

/** What devices' programs say of the objects that have addresses. A program that cannot be read is a problem, and no more. */
async function linkedObjects(archive: ZipArchive, { links }: Installation) {
  const linked = new LinkedObjects();
  const problems: string[] = [];
  for (const manufacturer of new Set(links.map(({ program }) => program.split("_")[0]!))) {
    try {
      const hardware = await archive.read(`${manufacturer}/Hardware.xml`);
      if (hardware === undefined) continue;
      const own = links.filter(({ program }) => program.startsWith(`${manufacturer}_`));
      const programs = await readHardware(hardware, `${manufacturer}/Hardware.xml`);
      for (const program of new Set(own.flatMap((link) => programs.get(link.program) ?? []))) {
        const name = `${manufacturer}/${program}.xml`;
        const bytes = await archive.read(name);
        const catalogue = bytes === undefined ? new Map() : await readObjects(bytes, name);
        linked.add(
          own.filter((link) => programs.get(link.program) === program),
          program,
          catalogue,
        );
      }
    } catch (error) {
      problems.push(`devices of ${manufacturer}: ${(error as Error).message}`);
    }
  }
  return { linked, problems };
}

function addressOf(
  id: string,
  listed: Omit<ProjectAddress, "answers" | "takes">,
  linked: LinkedObjects,
): ProjectAddress {
  const objects = linked.of(id);
  return {
    ...listed,
    datapointType: listed.datapointType ?? objects?.datapointType,
    answers: objects?.answers,
    takes: objects?.takes,
  };
}

function functionOf(
  { members, ...rest }: Installation["functions"][number],
  installation: Installation,
): ProjectFunction {
  return {
    ...rest,
    members: members.flatMap(({ role, refId }) => {
      const found = installation.addresses.get(refId);
      return found === undefined ? [] : [{ role, address: found.address }];
    }),
  };
}
