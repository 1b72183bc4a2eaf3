import type { ConnectionUser, MaybePromise } from "@thingwright/contracts";
import { CredentialsError, isWotError } from "@thingwright/errors";
import { type ConnectionIdentity, checkUser } from "../connection/connection-identity.js";

/**
 * User of the connection to a broker, or where the present one comes from: asked for each new connection, and once more when
 * the broker refuses the one that it has got, so that a token may end.
 */
export type MqttServerUser = ConnectionUser | (() => MaybePromise<ConnectionUser | undefined>);

/** Whom a server connects as. */
export class BrokerUser {
  readonly #source: MqttServerUser | undefined;
  #last: ConnectionUser | undefined;

  constructor(source: MqttServerUser | undefined) {
    this.#source = source;
  }

  /**
   * After a refusal: `undefined` when it is still the same.
   *
   * @throws {CredentialsError} WOT_CREDENTIALS_MISSING when it cannot be had, or not be used
   */
  async identity(refusal?: CredentialsError): Promise<ConnectionIdentity | undefined> {
    const user = await this.#current();
    const isSame = user?.name === this.#last?.name && user?.password === this.#last?.password;
    this.#last = user;
    if (refusal !== undefined && isSame) return undefined;
    if (user === undefined) return {};
    checkUser(user);
    return { user };
  }

  async #current(): Promise<ConnectionUser | undefined> {
    if (typeof this.#source !== "function") return this.#source;
    try {
      return await this.#source();
    } catch (cause) {
      if (isWotError(cause)) throw cause;
      throw new CredentialsError("WOT_CREDENTIALS_MISSING", "the user for the broker could not be had", { cause });
    }
  }
}
