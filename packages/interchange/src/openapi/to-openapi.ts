import {
  type EffectiveForm,
  effectiveForms,
  type FormHolder,
  type Operation,
  parseThingDescriptionOrThrow,
  type ThingDescription,
} from "@thingwright/td";
import { type Conversion, type JsonObject, LossList } from "../conversion.js";
import { exchangeOf } from "../exchange.js";
import { holdersOf } from "../holders.js";
import { credentialNames } from "../href/credential-names.js";
import { publicHref } from "../href/public-href.js";
import { infoOf } from "../info.js";
import { schemaOf } from "../json-schema/schema-of.js";
import { methodOf } from "./method.js";
import { parametersOf, variablesOf } from "./parameters.js";
import { Paths } from "./paths.js";
import { Requirements } from "./requirements.js";
import { responsesOf } from "./responses.js";
import { type Target, targetOf } from "./target.js";

/** Subprotocols whose subscription is a plain request. */
const requestSubprotocols = new Set([undefined, "sse", "longpoll"]);

/**
 * The HTTP interface of `thing` as an OpenAPI 3.1 document.
 *
 * Each operation of each http(s) Form becomes an Operation Object with the operationId `readproperty_on`. What OpenAPI
 * cannot say is a loss: Forms of other protocols, two Forms with the same method and path, vocabulary without a
 * counterpart. Security that it cannot say becomes a scheme that nobody knows: no operation looks open that is not.
 * Users, passwords and keys in an `href` or header field are left out. `x-wot-operation` and `x-wot-affordance` say where
 * an operation comes from.
 *
 * @throws {ThingDescriptionError} for what is no valid Thing Description
 */
export function toOpenApi(description: ThingDescription): Conversion {
  const thing = parseThingDescriptionOrThrow(description);
  const losses = new LossList();
  const requirements = new Requirements(thing, losses);
  const credentials = credentialNames(thing.securityDefinitions);
  const info = infoOf(thing, losses, "OpenAPI");
  const paths = new Paths(losses);
  for (const { kind, name } of holdersOf(thing, losses, "OpenAPI")) {
    for (const form of effectiveForms(thing, kind, name)) {
      addForm({ thing, requirements, credentials, losses, paths, kind, name, form });
    }
  }
  const document = {
    openapi: "3.1.0",
    info,
    ...paths.toMembers(),
    security: requirements.of({ security: [thing.security].flat(), scopes: [], pointer: "/security" }),
    ...requirements.toMembers(),
  };
  return { document, losses: losses.toList() };
}

interface Task {
  readonly thing: ThingDescription;
  readonly requirements: Requirements;
  readonly credentials: ReadonlySet<string>;
  readonly losses: LossList;
  readonly paths: Paths;
  readonly kind: FormHolder;
  readonly name: string | undefined;
  readonly form: EffectiveForm;
}

const carriedTerms = new Set([
  ...["href", "contentType", "op", "security", "scopes", "response", "additionalResponses", "subprotocol"],
  ...["htv:methodName", "htv:headers"],
]);

function addForm(task: Task): void {
  const { form, losses } = task;
  const { href, removed } = publicHref(form.href, task.credentials);
  for (const what of removed) losses.add(form.pointer, `${what} is left out: a secret is not published`);
  const target = targetOf(href);
  if (typeof target === "string") {
    losses.add(form.pointer, target);
    return;
  }
  if (!requestSubprotocols.has(form.subprotocol)) {
    losses.add(form.pointer, `OpenAPI cannot express the subprotocol ${form.subprotocol}`);
    return;
  }
  losses.addOthers(form.form, form.pointer, carriedTerms, "OpenAPI");
  for (const op of form.op) {
    const method = methodOf(form, op);
    if (method === undefined) losses.add(form.pointer, `${op} is no request with a method of OpenAPI`);
    else addOperation(task, target, method, op);
  }
}

function addOperation(task: Task, target: Target, method: string, op: Operation): void {
  const { name, form } = task;
  const operation = operationOf(task, target, method, op);
  const id = name === undefined ? op : `${op}_${name}`;
  task.paths.add({ ...target, method, id, operation, pointer: form.pointer });
}

function operationOf(
  { thing, requirements, credentials, losses, kind, name, form }: Task,
  target: Target,
  method: string,
  op: Operation,
): JsonObject {
  const affordance = affordanceOf(thing, kind, name);
  const { input, output } = exchangeOf(thing, kind, name, op);
  const variables = variablesOf([
    { variables: thing.uriVariables, pointer: "" },
    { variables: affordance?.uriVariables, pointer: form.pointer.replace(/\/forms\/\d+$/, "") },
  ]);
  const parameters = parametersOf(form, target.parameters, variables, losses, credentials);
  if (kind === "thing") losses.add(form.pointer, `the data of ${op} is not described`);
  const isSubscription = op.startsWith("subscribe") || op.startsWith("observe");
  const schema = input && schemaOf(input.schema, input.pointer, losses, input.isProperty);
  if (input !== undefined && isSubscription && method === "get") {
    losses.add(input.pointer, "a subscription by GET carries no data");
  }
  const sends = schema !== undefined && !(isSubscription && method === "get");
  return {
    ...(affordance?.title === undefined ? {} : { summary: affordance.title }),
    ...(affordance?.description === undefined ? {} : { description: affordance.description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(sends ? { requestBody: { required: true, content: { [form.contentType]: { schema } } } } : {}),
    responses: responsesOf(thing, form, output, losses),
    security: requirements.of(form),
    "x-wot-operation": op,
    ...(name === undefined ? {} : { "x-wot-affordance": name }),
  };
}

const terms = { property: "properties", action: "actions", event: "events" } as const;

function affordanceOf(thing: ThingDescription, kind: FormHolder, name: string | undefined) {
  return kind === "thing" ? undefined : thing[terms[kind]]![name!]!;
}
