import { Controller } from '@nestjs/common';
import { readPack } from '#contract';
import { PolicyError, policyDifferences, type PolicyPack } from '#domain';
import { currentPolicy } from '#store';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { preview } from './preview.operations.js';
import { whyNotProposable } from './proposable.js';

/** Judges a draft of a pack as a proposal of it would be judged, and keeps nothing. */
@Controller()
export class PreviewController {
  constructor(private readonly database: Database) {}

  @Handles(preview)
  async preview(@Input() { body }: InputOf<typeof preview>): Promise<AnswerOf<typeof preview>> {
    const read = readDraft(body.pack);
    if ('problems' in read) return { problems: [...read.problems], differences: null };
    const { pack } = read;
    return this.database.read(async (sql) => {
      const why = await whyNotProposable(sql, pack.version, body.pack);
      const inForce = await currentPolicy(sql);
      return {
        problems: why === undefined ? [] : [`version ${why}`],
        differences: inForce === undefined ? [] : policyDifferences(JSON.parse(inForce.pack) as PolicyPack, pack),
      };
    });
  }
}

function readDraft(draft: object): { pack: PolicyPack } | { problems: readonly string[] } {
  try {
    return { pack: readPack(JSON.stringify(draft)).pack };
  } catch (error) {
    if (error instanceof PolicyError) return { problems: error.problems };
    throw error;
  }
}
