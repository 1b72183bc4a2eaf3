import { type ConformanceOptions, runConformance } from "@thingwright/conformance";
import type { ThingDescription } from "@thingwright/td";

/** What the suite found of Things. */
export interface Judgement {
  /** `title: check: what was seen`, of all that failed. */
  readonly violations: readonly string[];
  /** Checks that passed. */
  readonly passed: number;
}

/**
 * Things of an HTTP server of ours, judged one after the other to do what their descriptions say; event streams, which take their
 * time, are left out.
 */
export async function judged(
  descriptions: Iterable<ThingDescription>,
  allow: (description: ThingDescription) => ConformanceOptions["allow"] = () => ["write", "invoke"],
): Promise<Judgement> {
  const violations: string[] = [];
  let passed = 0;
  for (const description of descriptions) {
    const options = { requestsPerSecond: 10_000, skip: ["http-sse-profile-*"], allow: allow(description) ?? [] };
    for (const { results } of (await runConformance(addressOf(description), options)).things) {
      for (const { id, verdict, actual } of results) {
        if (verdict === "pass") passed += 1;
        else if (verdict === "fail" || verdict === "tool-error")
          violations.push(`${description.title}: ${id}: ${actual}`);
      }
    }
  }
  return { violations, passed };
}

/** Where a Thing is described: the first level of the paths of its Forms. */
function addressOf({ forms, properties = {}, actions = {}, events = {} }: ThingDescription): string {
  const affordances = [properties, actions, events].flatMap((each) => Object.values(each));
  const all = [...(forms ?? []), ...affordances.flatMap((each) => each.forms ?? [])];
  const url = new URL(all.find(({ href }) => href.startsWith("http"))!.href);
  url.pathname = url.pathname.split("/").slice(0, 2).join("/");
  return url.href;
}
