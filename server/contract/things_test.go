package contract_test

// things is a small contract with everything that the guard treats in a way of its own. The error responses are added by document.
const things = `
openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: /api}]
security: [{bearerAuth: []}]
paths:
  /things/:
    get:
      operationId: thing_list
      x-access: public
      security: []
      parameters:
        - {name: page, in: query, allowEmptyValue: true, x-alias: {last: 2147483647}, schema: {type: integer, format: int64, minimum: 1, maximum: 2147483647}}
        - {name: o, in: query, explode: true, schema: {type: array, maxItems: 3, items: {type: string, enum: [title, -title, at, -at]}}}
        - {name: q, in: query, schema: {type: string, maxLength: 20}}
        - {name: q_f, in: query, explode: true, schema: {type: array, maxItems: 3, items: {type: string, maxLength: 8}}}
        - {name: ot, in: query, schema: {type: string, enum: [asc, desc]}}
        - {name: start_at, in: query, allowEmptyValue: true, schema: {type: string, format: date-time}}
        - {name: deep, in: query, schema: {type: boolean}}
        - {name: X-Note, in: header, schema: {type: string, maxLength: 20}}
      responses:
        '200': {description: What was asked., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
    post:
      operationId: thing_create
      x-access: public
      security: []
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/ThingInput'}}}}
      responses:
        '201':
          description: The thing.
          headers:
            X-Count: {required: true, schema: {type: integer, minimum: 1}}
            X-Color: {schema: {type: string, enum: [red, green]}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '202': {description: Later.}
  /things/{thing}/:
    parameters: [{$ref: '#/components/parameters/Thing'}]
    get:
      operationId: thing_read
      x-access: {level: direct, of: thing, read: contributor}
      responses:
        '200': {description: The thing., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
    patch:
      operationId: thing_change
      x-access: {level: direct, of: thing}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/ThingPatch'}}}}
      responses:
        '200': {description: What was bound., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
    delete:
      operationId: thing_delete
      x-access: {level: direct, of: thing}
      responses:
        '204': {description: It is gone.}
  /things/{thing}/files/{path}/:
    parameters:
      - {$ref: '#/components/parameters/Thing'}
      - {name: path, in: path, required: true, x-slashes: true, schema: {type: string, maxLength: 40, pattern: '^[^#]+$'}}
    get:
      operationId: file_read
      x-access: public
      security: []
      responses:
        '200': {description: What was asked., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
  /numbers/{number}/:
    parameters: [{name: number, in: path, required: true, schema: {type: integer, format: int64, minimum: 1}}]
    get:
      operationId: number_read
      x-access: public
      security: []
      responses:
        '200': {description: What was asked., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
  /session/:
    post:
      operationId: session_end
      x-access: public
      security: [{}, {bearerAuth: []}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}}
      responses:
        '200': {description: It is over., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
  /me/:
    get:
      operationId: me_read
      x-access: authenticated
      responses:
        '200': {description: Who calls., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
  /form/:
    post:
      operationId: form_send
      x-access: public
      security: []
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Form'}}
          multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}
      responses:
        '200': {description: What was asked., content: {application/json: {schema: {$ref: '#/components/schemas/Echo'}}}}
  /pour/:
    post:
      operationId: pour
      x-access: public
      x-stream: true
      security: []
      requestBody: {required: true, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses:
        '200': {description: The bytes., content: {application/octet-stream: {schema: {type: string, format: binary}}}}
components:
  securitySchemes: {bearerAuth: {type: http, scheme: bearer}}
  parameters:
    Thing: {name: thing, in: path, required: true, schema: {type: string, maxLength: 8, pattern: '^[a-zA-Z0-9@-]+$'}}
  schemas:
    Echo:
      type: object
      additionalProperties: {type: array, items: {type: string}}
    Form:
      type: object
      required: [title]
      properties:
        title: {type: string, maxLength: 10}
        tags: {type: array, maxItems: 2, items: {type: string}}
        file: {type: string, format: binary}
    ThingInput:
      type: object
      required: [title]
      properties:
        title: {type: string, minLength: 1, maxLength: 10}
        password: {type: string, format: password}
        state: {type: string, enum: [open, closed]}
        amount: {type: integer, format: int64, minimum: 0, maximum: 1000000}
        big: {type: integer}
        ratio: {type: number}
        at: {type: string, format: date-time}
        mail: {type: string, format: email}
        slug: {type: string, pattern: '^[a-z]+$'}
        flag: {type: boolean}
        note: {type: string, nullable: true}
        tags: {type: array, minItems: 1, maxItems: 3, items: {type: string, maxLength: 5}}
        child: {$ref: '#/components/schemas/Child'}
        either:
          oneOf:
            - {$ref: '#/components/schemas/Child'}
            - {type: array, items: {$ref: '#/components/schemas/Child'}}
        labels: {type: object, additionalProperties: {type: string, maxLength: 5}}
    ThingPatch:
      type: object
      properties:
        title: {type: string, minLength: 1, maxLength: 10}
        password: {type: string, format: password}
        amount: {type: integer, format: int64}
        ratio: {type: number}
        child: {$ref: '#/components/schemas/Child'}
        either:
          oneOf:
            - {$ref: '#/components/schemas/Child'}
            - {type: array, items: {$ref: '#/components/schemas/Child'}}
        labels: {type: object, additionalProperties: {type: string, maxLength: 5}}
    Child:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 5}
        password: {type: string, format: password}
        child: {$ref: '#/components/schemas/Child'}
    Thing:
      type: object
      additionalProperties: false
      required: [slug, title, amount, ratio, active, at, day, mail, site, state, tags, names, labels, child, free, either]
      properties:
        slug: {type: string, minLength: 2, maxLength: 7, pattern: '^[a-z]+$'}
        title: {type: string, nullable: true, maxLength: 20}
        amount: {type: integer, format: int64, minimum: 0, maximum: 100}
        ratio: {type: number, minimum: 0, maximum: 1}
        active: {type: boolean}
        at: {type: string, format: date-time}
        day: {type: string, format: date}
        mail: {type: string, format: email}
        site: {type: string, format: uri}
        state: {type: string, enum: [open, closed]}
        tags: {type: array, minItems: 1, maxItems: 2, items: {type: string, maxLength: 5}}
        names: {type: array, uniqueItems: true, items: {type: string}}
        labels: {type: object, additionalProperties: {type: integer}}
        child:
          type: object
          additionalProperties: false
          required: [leaves]
          properties:
            leaves:
              type: array
              items: {type: object, additionalProperties: false, required: [n], properties: {n: {type: integer, multipleOf: 2}}}
        free: {}
        either: {oneOf: [{type: string, maxLength: 2}, {type: integer}]}
    Problem:
      type: object
      required: [type, title, status, detail, errors, request_id]
      additionalProperties: false
      properties:
        type: {type: string, format: uri-reference, maxLength: 200}
        title: {type: string, maxLength: 100}
        status: {type: integer, format: int64, minimum: 400, maximum: 599}
        detail: {type: string, maxLength: 2000}
        errors:
          type: object
          additionalProperties: {type: array, maxItems: 50, items: {type: string, maxLength: 500}}
        request_id: {type: string, maxLength: 64}
`
