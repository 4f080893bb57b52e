import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { checkout } from '#runtime';

const folder = join(checkout, 'test', 'support', 'vera-pdf');

/**
 * veraPDF, which the PDF Association has made to hold files to ISO 19005 (PDF/A) and ISO 14289 (PDF/UA); Maven brings it.
 * @returns a function that gives what of some files fails some profiles
 * @throws where there is no Java, or the library can't be had: then nothing has been validated
 */
export function veraPdf(): (profiles: readonly string[], files: readonly string[]) => string[] {
  const jars = join(mkdtempSync(join(tmpdir(), 'vera-pdf-')), 'jars');
  try {
    const args = [
      '-q',
      '-B',
      '-f',
      join(folder, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${jars}`,
    ];
    execFileSync('mvn', args, { stdio: 'pipe' });
  } catch (error) {
    throw new Error('veraPDF could not be had by Maven, so no PDF was validated.', { cause: error });
  }
  if (!existsSync(jars)) throw new Error('Maven brought no veraPDF, so no PDF was validated.');
  const path = readdirSync(jars)
    .map((name) => join(jars, name))
    .join(delimiter);
  return (profiles, files) => {
    const said = execFileSync('java', ['-cp', path, join(folder, 'Validate.java'), profiles.join(','), ...files], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = said.trim().split('\n');
    if (lines.pop() !== `${files.length} files`) throw new Error(`veraPDF did not look at all files: ${said}`);
    return lines;
  };
}
