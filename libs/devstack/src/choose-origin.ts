import type { PartsChoice } from '#runtime';
import type { Origin } from './parts.js';
import { PartsError } from './parts-error.js';

export interface OriginQuestion {
  readonly part: 'PostgreSQL' | 'Kafka';
  /** The setting that would give an address. */
  readonly setting: string;
  readonly given: boolean;
  readonly choice: PartsChoice;
  /** Where the data of this home lies from earlier runs. */
  readonly before: Exclude<Origin, 'environment'> | undefined;
  readonly dockerAnswers: () => Promise<boolean>;
}

/**
 * The ladder: an address of one's own, else Docker, else embedded. Data that is there already decides before
 * Docker does, so that installing an engine doesn't look like losing a year of history.
 */
export async function chooseOrigin(question: OriginQuestion): Promise<Origin> {
  const { part, setting, given, choice, before, dockerAnswers } = question;
  if (given) return 'environment';
  if (choice === 'env') throw new PartsError(`SCOPEWATCH_PARTS=env leaves ${part} to you: set ${setting}.`);
  const wanted = choice === 'auto' ? before : choice;
  if (wanted === 'embedded') return 'embedded';
  if (await dockerAnswers()) return 'docker';
  if (wanted !== 'docker') return 'embedded';
  const why =
    choice === 'docker' ? 'SCOPEWATCH_PARTS=docker asks for it' : "this home's data lies in a volume of that engine";
  throw new PartsError(
    `${part} should run in Docker (${why}), and no engine answers. ` +
      `Start the engine, set SCOPEWATCH_PARTS=embedded to go on without it, or set ${setting}.`,
  );
}
