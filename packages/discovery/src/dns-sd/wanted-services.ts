import type { ServiceTarget } from "./dns-message.js";

/**
 * What a search is for: which names are asked for, and what comes of what is answered.
 *
 * @typeParam Kind - tells instances apart by the pointer that told of them
 * @typeParam Text - what is read of the TXT record
 * @typeParam Found - what is told of an instance that is complete
 */
export interface WantedServices<Kind, Text, Found> {
  /** Names whose pointers are asked for. */
  readonly browsed: readonly string[];
  /** What the instance `name` is that a pointer of the name `type` tells of; `undefined` for what was not asked for. */
  kindOf(type: string, name: string): Kind | undefined;
  /** `undefined` for a text that is of no use: nothing more is asked of its instance then. */
  readText(strings: readonly Uint8Array[], kind: Kind): Text | undefined;
  /**
   * What is told; `undefined` while no address is known.
   *
   * @param addresses - of the host that the service is on
   * @param sender - address of who sent the records
   */
  found(
    name: string,
    service: ServiceTarget,
    text: Text,
    addresses: ReadonlySet<string>,
    sender: string,
  ): Found | undefined;
}
