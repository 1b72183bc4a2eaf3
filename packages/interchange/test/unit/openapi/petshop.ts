/** An OpenAPI document as people write them, in YAML. */
export const petshop = `
openapi: 3.0.3
info: { title: Pet shop, version: "2", description: Pets., contact: { email: shop@pets.example } }
servers:
  - url: https://user:geheim@{region}.pets.example/v1/
    variables: { region: { default: eu } }
  - url: https://other.example
security:
  - key: []
  - login: [read]
tags: [{ name: pets }]
paths:
  /pets:
    get:
      operationId: listPets
      summary: All pets
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 100, nullable: true } }
        - { name: tag-name, in: query, schema: { type: string } }
        - { name: trace, in: header, schema: { type: string } }
      responses:
        "200":
          description: A page
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
        default: { $ref: "#/components/responses/Problem" }
    post:
      operationId: createPet
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } }, text/xml: {} } }
      responses: { "201": { description: Created } }
      security: [{ login: [write] }]
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    get:
      responses: { "200": { description: One, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "204": { description: Done } }
      security: []
    delete:
      operationId: deletePet
      responses: { "204": { description: Gone } }
      security: [{ odd: [] }, { missing: [] }]
  /news:
    get: { responses: { "200": { description: News, content: { text/event-stream: {} } } } }
  /far:
    $ref: "https://other.example/paths.yaml#/far"
components:
  responses:
    Problem: { description: Wrong, content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } } }
  schemas:
    Pet:
      allOf:
        - { $ref: "#/components/schemas/Named" }
        - type: object
          required: [id]
          properties:
            id: { type: integer, minimum: 0, exclusiveMinimum: true }
            parent: { $ref: "#/components/schemas/Pet" }
            kind: { anyOf: [{ type: string, enum: [cat, cat, dog] }, { type: integer }] }
    Named: { type: object, required: [name], properties: { name: { type: string, x-note: here } }, additionalProperties: false }
    Problem: { type: object, properties: { detail: { type: string } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    login:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: "https://id.example/a", tokenUrl: "https://id.example/t", scopes: { read: r, write: w } }
        clientCredentials: { tokenUrl: "https://id.example/t", scopes: {} }
    odd: { type: openIdConnect, openIdConnectUrl: "https://id.example/.well-known" }
`;
