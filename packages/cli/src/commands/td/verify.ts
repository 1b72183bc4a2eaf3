import { ThingDescriptionError } from "@thingwright/errors";
import { type VerificationKey, verify } from "@thingwright/linked-data";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { exitCode } from "../../exit-code.js";
import { readKey } from "../../key-file.js";

/** `thingwright td verify FILE --key KEY`: exit 1 when the signature does not hold. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<file>", "the Thing Description, or - for standard input")
    .requiredOption("--key <file>", "the public key: JWK, JWK Set, or PEM")
    .action((file: string, { key }: { readonly key: string }) =>
      perform(async () => {
        const document = await readDocument(file, terminal);
        const publicKey = (await readKey(key)) as VerificationKey;
        try {
          const { algorithm, keyId } = await verify(document, publicKey);
          terminal.out(
            `${file}: signed (${[algorithm, ...(keyId === undefined ? [] : [`key ${keyId}`])].join(", ")})\n`,
          );
          return exitCode.ok;
        } catch (error) {
          if (!(error instanceof ThingDescriptionError) || error.code !== "WOT_TD_SIGNATURE") throw error;
          terminal.out(`${file}: not signed by this key: ${error.message}\n`);
          return exitCode.failed;
        }
      }),
    );
  example(command, "td verify lamp.signed.td.jsonld --key public.jwk.json");
}
