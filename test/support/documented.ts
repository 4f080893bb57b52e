import { Ajv2020 } from 'ajv/dist/2020';
import { openApi } from '../../apps/api/src/http/open-api';
import type { OperationSpec } from '../../apps/api/src/http/operation';
import type { Answer } from './api-client';

interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

/** Holds answers against the published description of the api. */
export class Documented {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  private readonly description: Readonly<Record<string, unknown>>;

  constructor(operations: readonly OperationSpec[]) {
    this.description = JSON.parse(JSON.stringify(openApi(operations))) as Readonly<Record<string, unknown>>;
    this.ajv.addSchema({ ...this.description, $id: 'api' });
  }

  /** @returns what of the answer the description does not know; `undefined` if it is as described */
  violationOf(spec: OperationSpec, { status, headers, body }: Answer<unknown>): string | undefined {
    const path = `/${spec.path.replace(/:(\w+)/g, '{$1}')}`;
    const method = spec.method.toLowerCase();
    const paths = this.description['paths'] as Readonly<Record<string, Readonly<Record<string, Described>>>>;
    const described = paths[path]?.[method]?.responses[String(status)];
    if (described === undefined) return `status ${status} is not described: ${JSON.stringify(body)}`;
    const [expected] = Object.keys(described.content ?? {});
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    if (expected === undefined)
      return body === '' || status === 303 ? undefined : `no content is described: ${JSON.stringify(body)}`;
    if (type !== expected) return `content is ${type} instead of ${expected}`;
    if (!type.endsWith('json')) return undefined;
    const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
      .map(escaped)
      .join('/');
    const validate = this.ajv.compile({ $ref: `api#/${pointer}` });
    const wrong = documentsIn(body, type).find((document) => !validate(document));
    if (wrong === undefined) return undefined;
    validate(wrong);
    return this.ajv.errorsText(validate.errors, { dataVar: 'answer' });
  }
}

/** One JSON document, or one a line. */
function documentsIn(body: unknown, type: string): unknown[] {
  if (type !== 'application/x-ndjson' || typeof body !== 'string') return [body];
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** As part of a JSON pointer that stands in an address. */
const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
