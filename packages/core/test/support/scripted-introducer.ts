import type { Introducer, IntroductionSearch } from "@thingwright/contracts";

/** An introducer that tells of these addresses. */
export const introducerOf = (...urls: readonly string[]): Introducer => ({
  name: "told",
  async *find() {
    for (const url of urls) yield { url, via: "told" };
  },
});

/** An introducer that does as a test says, and keeps what it was asked with. */
export function scriptedIntroducer(
  find: (search: IntroductionSearch) => AsyncIterable<{ url: string; via: string }>,
): Introducer & { readonly searches: IntroductionSearch[] } {
  const searches: IntroductionSearch[] = [];
  return {
    name: "scripted",
    searches,
    find(search) {
      searches.push(search);
      return find(search);
    },
  };
}
