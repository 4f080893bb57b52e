import { Controller } from '@nestjs/common';
import { Database } from '../database.js';
import { Handles, operation, type AnswerOf } from '../http/operation.js';
import { PolicyVersions } from '../shapes/overview.js';

const list = operation({
  id: 'listPolicies',
  method: 'GET',
  path: 'v1/policies',
  permission: 'read',
  summary: 'Every rule pack that was ever in force, the newest first',
  answer: PolicyVersions,
});

@Controller()
export class PoliciesController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  async list(): Promise<AnswerOf<typeof list>> {
    const rows = await this.database.read((sql) =>
      sql.query<{ version: string; recordedAt: Date; pack: string }>(
        'SELECT version, recorded_at AS "recordedAt", pack FROM policy ORDER BY position DESC LIMIT 200',
      ),
    );
    return {
      items: rows.map(({ version, recordedAt, pack }, i) => {
        const parsed = JSON.parse(pack) as { title: string };
        return { version, title: parsed.title, recordedAt: recordedAt.toISOString(), inForce: i === 0, pack: parsed };
      }),
    };
  }
}
