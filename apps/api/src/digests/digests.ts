import { zoneOf } from '#domain';
import {
  addDigest,
  databaseTime,
  digestReaders,
  endOldDigests,
  lastDigestAt,
  lastRestoreAt,
  LeaderLoop,
  readOnly,
  setNextDigest,
  type DigestLine,
  type DigestReader,
  type LeaderParts,
  type Round,
  type Session,
  type Term,
} from '#store';
import { callerFor } from '../access/caller-for.js';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import type { HeldBack } from '../access/held-back.js';
import type { AlertList } from '../alert-list/alert-list.js';
import type { HealthReader } from '../health/health-reader.js';
import type { Rules } from '../rules.js';
import { todayOf } from '../today/today.js';
import { digestLines, unwellOf } from './digest-lines.js';
import { digestWay } from './digest-way.js';
import { stepAt } from './next-digest.js';
import { dayAfter, dayAt, momentOf } from './wall-clock.js';

const LOOK_MS = 15_000;

export interface DigestParts {
  readonly rules: Rules;
  readonly foreign: ForeignFacts;
  readonly list: Pick<AlertList, 'upToNow'>;
  readonly health: Pick<HealthReader, 'read'>;
  readonly heldBack: Pick<HeldBack, 'found'>;
}

/**
 * Counts, for whoever wants a digest and whose is due, what Today says, and puts it down to be mailed. The notifier mails it.
 * That the next one is due is written with it, so nobody counts one twice.
 */
export class Digests extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly asked: DigestParts,
  ) {
    super(parts, 'digests', 'digests are not counted for now; those of today are counted later today');
  }

  protected begin({ session, signal }: Term): Round {
    return async () => {
      const { restored, reading } = await this.asked.heldBack.found();
      if (restored !== null || reading !== null) return LOOK_MS;
      await session.transaction(endOldDigests);
      const restoredAt = await lastRestoreAt(session.sql);
      const failures: unknown[] = [];
      for (const reader of await digestReaders(session.sql)) {
        if (signal.aborted) return 0;
        // Nobody goes without theirs because another one's can't be counted.
        await this.look(session, reader, restoredAt).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
      return LOOK_MS;
    };
  }

  private async look(session: Session, reader: DigestReader, restoredAt: Date | null): Promise<void> {
    const { personId, digestAt, roles, entities } = reader;
    const now = new Date(await databaseTime(session.sql));
    const { due, next } = stepAt(now, reader, restoredAt);
    if (next === null) return;
    const caller = callerFor(reader);
    const { mailedTo } = digestWay(true, reader, caller.permissions);
    const isWanted = due !== null && mailedTo !== null && !reader.disabled;
    const lines = isWanted ? await this.count(session, reader, caller, now) : [];
    // Whoever wants one each week hears also that nothing waits.
    const mailed = lines.length > 0 || reader.digest === 'MONDAYS';
    await session.transaction(async (tx) => {
      if (isWanted)
        await addDigest(tx, { personId, day: due, countedAt: now, lines, roles, entities, mailedTo, mailed });
      await setNextDigest(tx, personId, digestAt, next);
    });
  }

  private async count(session: Session, reader: DigestReader, caller: Caller, now: Date): Promise<DigestLine[]> {
    const { rules, foreign, list, health } = this.asked;
    const { permissions, entities } = caller;
    await list.upToNow();
    const zone = zoneOf(reader.timeZone);
    const dayEnds = momentOf(dayAfter(dayAt(now, zone)), 0, zone).toISOString();
    const today = await readOnly(session, async (sql) => {
      const { pack } = await rules.current(sql);
      const since = (await lastDigestAt(sql, reader.personId)) ?? undefined;
      return todayOf(sql, caller, { pack, foreign, dayEnds, since });
    });
    // Whoever runs all of it.
    const looksAfter = permissions.includes('administer') && entities === null;
    const unwell = looksAfter ? unwellOf(await health.read(), now.getTime()) : null;
    return digestLines(today, permissions, unwell);
  }
}
