import { isObject } from './json.js';

const TIME = '2026-01-01T12:00:00Z';

/**
 * The smallest value that a schema takes: only what it requires, of words the first, of a list as few as may be. A text is
 * the name of its field, so that one sees in a key or a sentence where it came from.
 */
export function smallestOf(schema: unknown, name = 'x'): unknown {
  if (!isObject(schema)) throw new Error(`The schema of ${name} is no object.`);
  if ('const' in schema) return schema['const'];
  const [word] = [schema['enum'] ?? []].flat();
  if (word !== undefined) return word;
  const types = [schema['type']].flat();
  if (types.includes('null')) return null;
  switch (types[0]) {
    case 'object':
      return smallestObject(schema);
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => smallestOf(schema['items'], name));
    case 'boolean':
      return false;
    case 'string':
      if (String(schema['format']).startsWith('rfc3339')) return TIME;
      return schema['pattern'] === undefined ? name : 'DE';
    default:
      throw new Error(`Nobody has said what the smallest ${String(types[0])} is, which ${name} is.`);
  }
}

function smallestObject({ properties, required, anyOf }: Readonly<Record<string, unknown>>): unknown {
  const [alternative] = [anyOf ?? []].flat();
  const must = [required ?? [], isObject(alternative) ? alternative['required'] : []].flat().map(String);
  const fields = isObject(properties) ? properties : {};
  return Object.fromEntries(must.map((name) => [name, smallestOf(fields[name], name)]));
}
