const isMemberNamed = (name: string) => messageOf(`Attempt to add illegal key to value object: "${name}".`);
const messageOf = (message: string) => `the document is not usable as JSON-LD: Invalid JSON-LD syntax; ${message}`;

/** The document is part of a JSON Schema: its `@context` is the schema of one. */
const noIri = messageOf("a @context @id value must be an absolute IRI, a blank node identifier, or a keyword.");
/** Both `type` and `@type` at one place, which the context makes one. */
const colliding = messageOf("colliding keywords detected.");
/** `type` is a list that holds no strings, or an object. */
const noType = messageOf('"@type" value must a string, an array of strings, an empty object, or a default object.');

/** Documents of the corpus that are not JSON-LD with the W3C's contexts either, by SHA-256, and what is said of them. */
export const notJsonLd: Readonly<Record<string, string>> = {
  "7c1b74103b9048939926de414cd60717ef75b0866548796a68d97b99d8748c1d": colliding,
  "877f3b3dc9a0ad6c799824125ab8a3ba984a890cbd40c9040e68dcc820eca3c3": colliding,
  a3b9bec66e9c75a0c3761bbee5d277ab28d3534cde252bd53ed113a739d12778: colliding,
  fadb53049ad0193e0254c0ef5095ac7bac63d854529db0bce5565d80bef42aa4: colliding,
  "0afaa68ab60be2f5bb29edec4990449b5835adda99280665078dab1ca021952a": isMemberNamed("name"),
  "16d7fcbaa265577d98532b154af0cd3fec13b5ca293efd53d0d14cff8782a991": isMemberNamed("name"),
  d673c15268c6a38fbef4bc7acb4dde07dee97937ae4a4f114d61dbf0e6caab6c: isMemberNamed("name"),
  "018c1cfbd425145e812676ce2bab93c949bb2aa5db927b018aa11f4065ff3256": isMemberNamed("propertyName"),
  "1797bf3e1155fc64ef80c9df221ad27691fc17fad91defab56886b1bb7052709": noIri,
  "4674baefca8376dd85a2b2ce8c549b354cb1b4e601bbcb03cfb9707e01ee7a14": noIri,
  "56281787b5371bf3830f754bafc7c2d9a92a6ee408c8d9aa3bc0495aa33c5824": noIri,
  "7b55ee23adfb1c6060eeb0b605691f8e3e2b5c5ba6d73870c4a3746ee9b5615c": noIri,
  "83b6f2f971ead0862d8d36a7e2d959debbc8baf6c31d125741372ae05bdccf08": noIri,
  a42dbc58a632b97e477975ee10cbf16e8d2c4c69907a1ab8d3671824e250d9c2: noIri,
  a650a8dd957de5eb34172b5389dec1d1adc8e15096da2fa0a584d37de5cf85f4: noIri,
  ac6cb48806a127be3f9826f550fca74758a15936954959a168ec91d33db4b8f1: noIri,
  b70515936f155be69b5066cdc7dcac9d887223ef7b68d85633156fed328c9bab: noIri,
  ced098e999fc8556d9bd0a60da4e22211c1d0f231240f84bc935287a5bc5795a: noIri,
  ef347c4b2ac20182687ec4d337ba97ef87cf316ba9a15ff035a8c48e8d1a2334: noIri,
  f1347844606d31253c0ff6fe939120c4c0cf47aa14be20afa1419f6c3d46f2c2: noIri,
  ffc4cf7009ca6e36d637dec7e8f9111813c2eb7cd6e504f7e7c748ac29c0216d: noIri,
  da172b3c74083a7c0072977e61ab1247519e4d3013b61c971108f54ed53335cc: noType,
};

/** Contexts of drafts that are neither here nor among the W3C's files, and how many documents of the corpus need one. */
export const unknownContexts: Readonly<Record<string, number>> = {
  "http://www.w3.org/ns/td": 216,
  "http://www.w3.org/ns/td-recipe-context.jsonld": 1,
  "http://w3c.github.io/wot/w3c-wot-td-context.jsonld": 69,
  "https://w3c.github.io/wot/w3c-wot-td-context.jsonld": 137,
  "https://w3c.github.io/wot-thing-description/context/td-context.jsonld": 29,
  "https://w3c.github.io/wot-discovery/context/discovery-context.jsonld": 4,
  "https://www.w3.org/2019/wot/td/v1.1": 2,
  "https://www.w3.org/ns/wot-next/td": 34,
};
