/** The same application in AsyncAPI 2.6 and 3.0, as people write them. */
export const streetlights2 = `
asyncapi: 2.6.0
info: { title: Streetlights, version: 1.0.0 }
servers:
  production:
    url: user:geheim@{host}:8883
    protocol: secure-mqtt
    variables: { host: { default: broker.example } }
    security: [{ userpass: [] }, { cert: [] }]
  log: { url: log.example, protocol: kafka }
channels:
  lights/{light-id}/measured:
    parameters: { light-id: { schema: { type: string }, location: "$message.header#/id" } }
    subscribe:
      operationId: onMeasured
      bindings: { mqtt: { qos: 1 } }
      message: { $ref: "#/components/messages/measured" }
  lights/state:
    servers: [production]
    subscribe: { bindings: { mqtt: { retain: true } }, message: { payload: { type: boolean } } }
    publish: { message: { payload: { type: boolean } } }
  lights/dim:
    publish:
      operationId: dim
      summary: Dim all
      message: { oneOf: [{ payload: { type: integer } }, { payload: { $ref: "./dim.yaml" } }] }
  only/log:
    servers: [log]
    subscribe: { message: { payload: { type: string } } }
components:
  messages:
    measured: { name: m, payload: { type: object, properties: { lumens: { type: integer, minimum: 0 } } }, headers: {} }
  securitySchemes: { userpass: { type: userPassword }, cert: { type: X509 } }
`;

export const streetlights3 = `
asyncapi: 3.0.0
info: { title: Streetlights, version: 1.0.0 }
servers:
  production: { host: "broker.example:8883", protocol: secure-mqtt, security: [{ $ref: "#/components/securitySchemes/userpass" }] }
  web: { host: web.example, pathname: /api, protocol: https }
channels:
  measured:
    address: lights/measured
    servers: [{ $ref: "#/servers/production" }]
    messages: { m: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: {} } } }
  dim:
    address: lights/{zone}/dim
    servers: [{ $ref: "#/servers/web" }]
    parameters: { zone: { enum: [north, south], default: north } }
    messages: { d: { payload: { type: integer } } }
operations:
  onMeasured: { action: send, channel: { $ref: "#/channels/measured" } }
  dim:
    action: receive
    channel: { $ref: "#/channels/dim" }
    bindings: { http: { method: PUT } }
    reply: { messages: [{ payload: { type: string } }] }
components:
  securitySchemes: { userpass: { type: userPassword } }
`;
