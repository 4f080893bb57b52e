import { Controller } from '@nestjs/common';
import { readPolicy } from '#contract';
import type { PolicyPack } from '#domain';
import { currentPolicy, packsOnRecord } from '#store';
import { Database } from '../database.js';
import { Handles, type AnswerOf } from '../http/operation.js';
import { list } from './policies.operations.js';

const PACKS_MAX = 200;

@Controller()
export class PoliciesController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  async list(): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const inForce = await currentPolicy(sql);
      const judging = inForce === undefined ? [] : readPolicy(inForce.rules).packs;
      const items = (await packsOnRecord(sql, PACKS_MAX)).map(({ version, recordedAt, pack }) => {
        const parsed = JSON.parse(pack) as { title: string };
        const isInForce = version === inForce?.version;
        return {
          version,
          title: parsed.title,
          recordedAt: recordedAt.toISOString(),
          inForce: isInForce,
          judges: actsJudged(judging, version),
          pack: parsed,
        };
      });
      return { items };
    });
  }
}

/** From which day on, and until which, a pack judges acts. */
function actsJudged(
  judging: readonly PolicyPack[],
  version: string,
): { from: string | null; until: string | null } | null {
  const place = judging.findIndex((pack) => pack.version === version);
  if (place === -1) return null;
  const from = place === 0 ? null : (judging[place]?.actsFrom ?? null);
  return { from, until: judging[place + 1]?.actsFrom ?? null };
}
