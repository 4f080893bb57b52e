import { asyncApi } from './async-api.js';
import { printJson } from './print-json.js';
import { SCHEMAS, asDocument } from './published-schema.js';

/**
 * The published contract, all of it made from the schemas that the parser uses.
 * @returns the text of each document by its path in this library's folder
 */
export function documents(): Readonly<Record<string, string>> {
  const schemas = Object.entries(SCHEMAS).map(([name, schema]) => [
    `schemas/${name}.schema.json`,
    printJson(asDocument(name, schema)),
  ]);
  return { ...Object.fromEntries(schemas), 'asyncapi.json': printJson(asyncApi()) };
}
