import { isWithin, type PackPath } from './pack-path';
import { partAt } from './parts';

/** What is wrong with a draft, and where. */
export interface PlacedProblem {
  /** '' where it is about the pack as a whole, or about what no form has. */
  readonly path: PackPath;
  /** A sentence. */
  readonly message: string;
}

/** "perimeter[3] (NO): until …", "serviceHours.low must be …", "facets.class is …". */
const PLACED = /^(?<path>[A-Za-z$]\w*(?:\.\w+|\[\d+\])*)(?: \([^)]*\))?:? (?<words>.+)$/s;

/** A sentence of the api, which begins with the path of a field, as a problem at that field. */
export function placed(problem: string): PlacedProblem {
  const { path: written = '', words = '' } = PLACED.exec(problem)?.groups ?? {};
  const path = written.replaceAll(/\[(\d+)\]/g, '.$1');
  return partAt(path) === undefined ? { path: '', message: sentence(problem) } : { path, message: sentence(words) };
}

/** What is wrong with the very field, or with what it stands for as a whole. */
export const problemsAt = (problems: readonly PlacedProblem[], path: PackPath): string[] =>
  problems.filter((problem) => problem.path === path).map(({ message }) => message);

/** What is wrong with it, or with anything in it. */
export const problemsWithin = (problems: readonly PlacedProblem[], path: PackPath): PlacedProblem[] =>
  problems.filter((problem) => isWithin(problem.path, path));

/** What begins with a name, such as a version, stays as it is. */
const sentence = (words: string): string =>
  `${/^[a-z]+ /.test(words) ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words}${/[.!?]$/.test(words) ? '' : '.'}`;
