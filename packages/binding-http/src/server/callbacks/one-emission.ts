import { singleMember } from "../../sse/single-member.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";

/** One emission as it is of a single affordance. */
export interface OneEmission {
  /** Address of the affordance on this server, from its root. */
  readonly path: string;
  /** Empty when there are no data. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * What `recorded` brings, and of which affordance: a source of all says it in the emission. What happened without data
 * among all events is there as `null`.
 */
export function oneEmission({ emission }: RecordedEmission, source: EmissionSource): OneEmission {
  const { content } = emission;
  if (source.name !== undefined) return { path: source.path, ...content };
  const member = singleMember(Buffer.from(content.body).toString("utf8"));
  if (member === undefined) return { path: source.path, ...content };
  const path = source.pathOf(member.name);
  if (member.value === "null") return { path, contentType: "", body: nothing };
  return { path, contentType: content.contentType, body: Buffer.from(member.value) };
}

const nothing = new Uint8Array();
