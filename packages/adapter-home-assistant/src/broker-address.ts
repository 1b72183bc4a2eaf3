import type { ThingDescription } from "@thingwright/td";

/** Where devices are spoken to. */
export interface BrokerAddress {
  /** URL of the broker. */
  readonly broker: string;
  /** Security of the broker, as a Thing Description says it; none by default. */
  readonly security?: Pick<ThingDescription, "security" | "securityDefinitions">;
}

/** What a Thing Description says of the security of `address`. */
export const securityOf = ({ security }: BrokerAddress): NonNullable<BrokerAddress["security"]> =>
  security ?? { securityDefinitions: { nosec: { scheme: "nosec" } }, security: "nosec" };
