import type { IntroducedKind, Introducer } from "@thingwright/contracts";

/** Addresses that the caller knows already: of Thing Descriptions of Things, directories or Thing Links (Discovery §6.1). */
export const direct = (...urls: readonly string[]): Introducer => known("direct", urls);

/** The address of a directory's own Thing Description, which lists Things (Discovery §7.3). */
export const directory = (url: string): Introducer => known("directory", [url], "directory");

function known(name: string, urls: readonly string[], kind?: IntroducedKind): Introducer {
  return {
    name,
    async *find({ signal }) {
      for (const url of urls) {
        if (signal.aborted) return;
        yield { url, via: name, ...(kind === undefined ? {} : { kind }) };
      }
    },
  };
}
