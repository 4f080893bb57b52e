import type { TSchema } from '@sinclair/typebox';
import type { OperationSpec } from './operation.js';
import { TAGS } from './tags.js';

type Json = Record<string, unknown>;

/** The API's description, OpenAPI 3.1, made from the operations themselves. */
export function openApi(operations: readonly OperationSpec[]): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const spec of [...operations].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const path = `/${spec.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: describe(spec, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Scopewatch',
      version: '1',
      description:
        'Watches what clients who came on their own initiative asked for, and alerts where something beyond that is marketed to them or switched on for them (MiCA, Article 61). What it says is an indication for review, not a legal determination.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { ...components, Problem: PROBLEM },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, as `Authorization: Bearer swk_…`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'scopewatch_session',
          description: 'The session of somebody who signed in. Changes also take the header X-CSRF-Token.',
        },
      },
    },
  };
}

const PROBLEM = {
  type: 'object',
  description: 'Why a request was refused or failed, as RFC 9457 has it.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'The code, as a URN.' },
    title: { type: 'string', description: 'What it is in general.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What it is in this case, for people.' },
    code: { type: 'string', description: 'What it is, for programs: for example NOT_FOUND.' },
  },
};

function describe(spec: OperationSpec, components: Json): Json {
  const { id, tag, summary, description, deprecated, permission, method, params, query } = spec;
  const { body, answer, example, mediaType, status } = spec;
  const problem = {
    description: 'Refused or failed; `code` and `detail` say why.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const codes = [
    400,
    422,
    429,
    431,
    500,
    503,
    ...(permission === 'everyone' ? [] : [401, 403]),
    ...(params === undefined && spec.mayLack !== true ? [] : [404]),
    ...(method === 'GET' ? [] : [409, 413, 415]),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined && deprecated === undefined
      ? {}
      : { description: [deprecated, description].filter((text) => text !== undefined).join(' ') }),
    ...(deprecated === undefined ? {} : { deprecated: true }),
    ...(permission === 'everyone' ? { security: [] } : { 'x-permission': permission }),
    parameters: [
      ...parametersOf('path', params, components),
      ...parametersOf('query', query, components),
      ...(method === 'GET' ? [] : IDEMPOTENCY),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: referenced(body, components), example: example?.body } },
          },
        }),
    responses: {
      [String(status ?? 200)]: {
        description: status === 303 ? 'The browser is sent on to another page.' : 'Done.',
        ...(status === 303 ? { headers: { Location: { required: true, schema: { type: 'string' } } } } : {}),
        ...(answer === undefined && mediaType === undefined
          ? {}
          : {
              content: {
                [mediaType ?? 'application/json']: {
                  schema: answer === undefined ? { type: 'string' } : referenced(answer, components),
                  ...(answer === undefined ? {} : { example: example?.answer }),
                },
              },
            }),
      },
      ...Object.fromEntries(codes.map((code) => [String(code), problem])),
    },
  };
}

const IDEMPOTENCY = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A request that is repeated under the same key does nothing more, and gets the answer of the first.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
];

function parametersOf(place: 'path' | 'query', schema: TSchema | undefined, components: Json): Json[] {
  if (schema === undefined) return [];
  const required = (schema['required'] ?? []) as string[];
  return Object.entries(schema['properties'] as Record<string, TSchema>).map(([name, property]) => ({
    name,
    in: place,
    // What has a default can be left out.
    required: place === 'path' || (required.includes(name) && property.default === undefined),
    schema: referenced(property, components),
  }));
}

/** Puts shapes that have a name among the components, and refers to them. */
function referenced(node: unknown, components: Json): unknown {
  if (Array.isArray(node)) return node.map((item) => referenced(item, components));
  if (typeof node !== 'object' || node === null) return node;
  const { $id, ...rest } = node as { $id?: unknown };
  const made = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, referenced(value, components)]));
  if (typeof $id !== 'string') return made;
  components[$id] = made;
  return { $ref: `#/components/schemas/${$id}` };
}
