import { readPolicy } from '#contract';
import { PolicyError, type Policy } from '#domain';
import { readConfig } from '#runtime';
import { CliError } from './cli-error.js';
import { readDocument } from './input.js';

/** @param path a pack given on the command line; else the one by configuration */
export function loadPolicy(path: string | undefined): Policy {
  const file = path ?? readConfig(process.env).policyPath;
  const text = readDocument(file);
  try {
    return readPolicy(text);
  } catch (error) {
    if (error instanceof PolicyError) throw new CliError(`${file}: ${error.message}`, 2);
    throw error;
  }
}
