/** Static MUST assertions of TD 1.1 that no operator breaks: id → why not. */
export const unbroken: ReadonlyMap<string, string> = new Map([
  ["td-processor", "binds a program; of each constraint on a Class that it names there is an assertion of its own"],
  ["td-expectedResponse-contentType", "what the Thing answers with is not in the document"],
  ["td-additionalExpectedResponse-contentType", "what the Thing answers with is not in the document"],
  ["td-additionalExpectedResponse-schema", "what the Thing answers with is not in the document"],
  ["td-security-extension", "which Class a scheme is a Subclass of stands in its vocabulary, not in the document"],
  ["td-security-binding", "what the Thing demands is not in the document"],
  ["thing-model-td-generation-processor-type", "a document that keeps the type is a Thing Model, and is right as such"],
]);
