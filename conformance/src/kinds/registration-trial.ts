import type { Subject, ThingSubject } from "../subject.js";
import { isSuccess } from "../wire/http/http-exchange.js";
import { type DirectoryApi, thingPath } from "./directory-api.js";
import {
  changeRegistered,
  type DirectoryStep,
  isAbsent,
  type OpenDirectory,
  putNew,
  registrationObstacle,
  retrieveUntil,
  unusedId,
} from "./directory-change.js";
import { descriptionIn } from "./directory-listing.js";
import { sampleDescription } from "./registered-description.js";

/** Steps in the life of a Thing Description that has an id. */
export type RegistrationStep = "created" | "updated" | "patched" | "spoilt" | "deleted";

/** The life of one, as far as the directory offers it and went along; a step that was not made is the reason why. */
export type RegistrationTrial = Readonly<Record<RegistrationStep, DirectoryStep | string>> & {
  readonly id: string;
};

/** Titles that it is given one after the other. */
export const titles = { updated: "Registered and updated", patched: "Registered and patched" } as const;

/** What the merge patch says: one member otherwise, one less, one more. */
export const patch = { title: titles.patched, description: null, support: "mailto:somebody@thing.example" } as const;

const tried = new WeakMap<Subject, Promise<RegistrationTrial | string>>();

/**
 * Registers a Thing Description, replaces it, patches it, sends a patch that is none, and deletes it. All checks of the run look at
 * the same one.
 */
export function registrationTrial(subject: ThingSubject, directory: DirectoryApi): Promise<RegistrationTrial | string> {
  const known = tried.get(subject) ?? tryAll({ subject, directory });
  tried.set(subject, known);
  return known;
}

/** One step, or why it was not made. */
export async function registrationStep(
  subject: ThingSubject,
  directory: DirectoryApi,
  step: RegistrationStep,
): Promise<DirectoryStep | string> {
  const trial = await registrationTrial(subject, directory);
  return typeof trial === "string" ? trial : trial[step];
}

async function tryAll(open: OpenDirectory): Promise<RegistrationTrial | string> {
  const obstacle = registrationObstacle(open);
  if (obstacle !== undefined) return obstacle;
  const unused = await unusedId(open);
  if (typeof unused === "string") return unused;
  const { id } = unused;
  const created = await create(open, id);
  const isThere = created.after?.response !== undefined && isSuccess(created.after.response);
  if (!isThere) {
    const why = "what was registered is not there";
    return { id, created, updated: why, patched: why, spoilt: why, deleted: why };
  }
  const updated = await update(open, id);
  const patched = await patchRegistered(open, id);
  return { id, created, updated, patched, spoilt: await spoil(open, id), deleted: await remove(open, id) };
}

async function create(open: OpenDirectory, id: string): Promise<DirectoryStep> {
  const change = await putNew(open, id, sampleDescription({ id }));
  const after = await retrieveUntil(open, thingPath(id), (exchange) => descriptionIn(exchange)?.id === id);
  return { change, after };
}

async function update(open: OpenDirectory, id: string): Promise<DirectoryStep | string> {
  if (!open.directory.offers("updateThing")) return "updateThing is not offered";
  const { support: _, ...document } = sampleDescription({ id, title: titles.updated });
  const change = await changeRegistered(open, id, { method: "PUT", document });
  return { change, after: await titled(open, id, titles.updated) };
}

async function patchRegistered(open: OpenDirectory, id: string): Promise<DirectoryStep | string> {
  if (!open.directory.offers("partiallyUpdateThing")) return "partiallyUpdateThing is not offered";
  const type = "application/merge-patch+json";
  const change = await changeRegistered(open, id, { method: "PATCH", type, document: patch });
  return { change, after: await titled(open, id, titles.patched) };
}

async function spoil(open: OpenDirectory, id: string): Promise<DirectoryStep | string> {
  if (!open.directory.offers("partiallyUpdateThing")) return "partiallyUpdateThing is not offered";
  const type = "application/merge-patch+json";
  const change = await changeRegistered(open, id, { method: "PATCH", type, document: ["no Thing Description"] });
  return { change, after: await retrieveUntil(open, thingPath(id), () => true) };
}

async function remove(open: OpenDirectory, id: string): Promise<DirectoryStep> {
  const change = await changeRegistered(open, id, { method: "DELETE" });
  return { change, after: await retrieveUntil(open, thingPath(id), isAbsent) };
}

/** What is retrieved when it has this title, or the time for that is up. */
const titled = (open: OpenDirectory, id: string, title: string) =>
  retrieveUntil(open, thingPath(id), (exchange) => descriptionIn(exchange)?.title === title);
