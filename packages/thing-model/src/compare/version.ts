import { isRecord } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";
import type { Impact } from "./impact.js";

/** The part of a version that has to grow. */
export type Bump = "major" | "minor" | "patch";

/** The bump that an impact demands (Semantic Versioning 2.0.0 §6 to §8). */
export const bumpFor: Readonly<Record<Impact, Bump>> = { breaking: "major", compatible: "minor", patch: "patch" };

/** `version.model`, where there is one. */
export function modelVersion({ version }: JsonObject): string | undefined {
  return isRecord(version) && typeof version.model === "string" ? version.model : undefined;
}

type SemanticVersion = readonly [major: number, minor: number, patch: number];

function semanticVersion(text: string): SemanticVersion | undefined {
  const match = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(?:[-+][0-9A-Za-z.+-]+)?$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/**
 * Why the step from one declared version to the next does not tell of a change that demands `bump`; `undefined` when it does.
 *
 * Before 1.0.0 a version promises little (Semantic Versioning 2.0.0 §4): there a breaking change takes the second part, any
 * other one the third. Of versions that are not semantic it is only asked that they differ.
 */
export function insufficiency(from: string | undefined, to: string | undefined, bump: Bump): string | undefined {
  if (to === undefined) return "has to say which version this is";
  if (from === undefined) return undefined;
  if (from === to) return `is still ${from}, and needs a ${bump} step`;
  const [old, now] = [semanticVersion(from), semanticVersion(to)];
  if (old === undefined || now === undefined) return undefined;
  const wanted = old[0] === 0 && now[0] === 0 ? Math.min(parts.indexOf(bump) + 1, 2) : parts.indexOf(bump);
  const grown = now.findIndex((part, index) => part !== old[index]);
  if (grown !== -1 && now[grown]! < old[grown]!) return `goes back from ${from} to ${to}`;
  return grown !== -1 && grown <= wanted ? undefined : `goes from ${from} to ${to}, and needs a ${parts[wanted]} step`;
}

const parts: readonly Bump[] = ["major", "minor", "patch"];
