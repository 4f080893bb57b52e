import { endOfLog, printCheckpoint } from '#log';
import type { Database } from './database.js';
import type { HowAsked } from './http/how-asked.js';
import { StaleWhileRevalidate } from './stale-while-revalidate.js';

/**
 * What is counted of a whole book: kept where that takes long, and then held against the end of the log, so that an answer
 * from before what is on record now says so, and whoever has just taken a step finds it counted.
 */
export class CountedAnswers<T> {
  private readonly kept = new StaleWhileRevalidate<T>();

  constructor(private readonly database: Database) {}

  async answer(key: string, asked: HowAsked, count: () => Promise<T>): Promise<T> {
    const mark = printCheckpoint(await this.database.read(endOfLog));
    const { answer, behind } = await this.kept.answerAsOf(key, { mark, atOnce: asked.atOnce }, count);
    if (behind) asked.sayBehind();
    return answer;
  }
}
