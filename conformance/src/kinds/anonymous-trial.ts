import type { Subject, ThingSubject } from "../subject.js";
import type { DirectoryApi } from "./directory-api.js";
import {
  createdPath,
  type DirectoryStep,
  type OpenDirectory,
  postNew,
  registrationObstacle,
  retrieveUntil,
  unusedId,
} from "./directory-change.js";
import { descriptionIn } from "./directory-listing.js";
import { sampleDescription } from "./registered-description.js";

/** What came of posting a Thing Description without an id, and one with an id, which has another way. */
export interface AnonymousTrial {
  readonly anonymous: DirectoryStep;
  readonly known: DirectoryStep;
  /** The id of the latter. */
  readonly id: string;
}

const tried = new WeakMap<Subject, Promise<AnonymousTrial | string>>();

/** Posts both, and retrieves what became of them. All checks of the run look at the same two. */
export function anonymousTrial(subject: ThingSubject, directory: DirectoryApi): Promise<AnonymousTrial | string> {
  const known = tried.get(subject) ?? tryBoth({ subject, directory });
  tried.set(subject, known);
  return known;
}

async function tryBoth(open: OpenDirectory): Promise<AnonymousTrial | string> {
  const obstacle = registrationObstacle(open, "createAnonymousThing");
  if (obstacle !== undefined) return obstacle;
  const unused = await unusedId(open);
  if (typeof unused === "string") return unused;
  const { id } = unused;
  return { id, anonymous: await post(open, {}), known: await post(open, { id }) };
}

async function post(open: OpenDirectory, parts: { readonly id?: string }): Promise<DirectoryStep> {
  const change = await postNew(open, sampleDescription(parts));
  const path = createdPath(open, change);
  if (path === undefined) return { change };
  return { change, after: await retrieveUntil(open, path, (exchange) => descriptionIn(exchange) !== undefined) };
}
