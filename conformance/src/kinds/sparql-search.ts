import type { ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import type { DirectoryApi } from "./directory-api.js";

/** Asks a query by GET, without saying in what form the answer is wanted. */
export function sparql(subject: ThingSubject, directory: DirectoryApi, query: string): Promise<HttpExchange> {
  return subject.http.ask(directory.request("searchSPARQL", `/search/sparql?query=${encodeURIComponent(query)}`));
}

/** Queries that every SPARQL 1.1 service takes, whatever it holds. */
export const queries = {
  ask: "ASK { ?s ?p ?o }",
  select: "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1",
  construct: "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1",
  describe: "DESCRIBE ?s WHERE { ?s ?p ?o } LIMIT 1",
  /** What SPARQL 1.0 had not: an aggregate, and BIND. */
  version11: "SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o BIND (1 AS ?one) }",
  /** An update that changes nothing. */
  update: "INSERT DATA { }",
} as const;
