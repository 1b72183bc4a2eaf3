import { type SignatureAlgorithm, type SigningKey, sign, signatureAlgorithms } from "@thingwright/linked-data";
import { type Command, Option } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { readKey } from "../../key-file.js";
import { jsonText, makesOfDocument } from "../../output.js";

interface SignCommandOptions {
  readonly key: string;
  readonly algorithm?: SignatureAlgorithm;
}

/** `thingwright td sign FILE --key KEY` */
export function define(command: Command, context: CommandContext): void {
  command
    .requiredOption("--key <file>", "the private key: JWK, or PEM (PKCS#8)")
    .addOption(new Option("--algorithm <name>", "for a key that does not say it").choices(signatureAlgorithms));
  makesOfDocument<SignCommandOptions>(command, context, async (file, { key, algorithm }) => {
    const document = await readDocument(file, context.terminal);
    const signingKey = (await readKey(key)) as SigningKey;
    return { text: jsonText(await sign(document, signingKey, algorithm === undefined ? {} : { algorithm })) };
  });
  example(command, "td sign lamp.td.jsonld --key private.jwk.json --out lamp.signed.td.jsonld");
}
