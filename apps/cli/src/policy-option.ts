import { readFileSync } from 'node:fs';
import { readPolicy } from '#contract';
import { PolicyError, type Policy } from '#domain';
import { readConfig } from '#runtime';
import { CliError } from './cli-error.js';
import { requireFile } from './input.js';

/** @param path a pack given on the command line; else the one by configuration */
export function loadPolicy(path: string | undefined): Policy {
  const file = requireFile(path ?? readConfig(process.env).policyPath);
  try {
    return readPolicy(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof PolicyError) throw new CliError(`${file}: ${error.message}`, 2);
    throw error;
  }
}
