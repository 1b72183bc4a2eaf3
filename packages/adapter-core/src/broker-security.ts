import type { CredentialStore } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";

/** What a Thing Description says of the security of a broker. */
export type BrokerSecurity = Pick<ThingDescription, "security" | "securityDefinitions">;

/**
 * Security of a broker: a user, where `credentials` have one for any Thing under the broker's URL (`{"*": {"mqtt://…": {…}}}`);
 * `undefined` where they have none. The URL as the name keeps the user from whatever else asks for one.
 */
export async function brokerSecurity(
  broker: string,
  credentials: CredentialStore | undefined,
): Promise<BrokerSecurity | undefined> {
  const user = await credentials?.get({ title: broker } as ThingDescription, broker);
  return user === undefined ? undefined : { securityDefinitions: { [broker]: { scheme: "basic" } }, security: broker };
}
