import type { Tx } from '#store';
import type { Erase } from './erase.js';
import { recordChanges } from './log-changes.js';
import { pendingOfAnswers, recordsOfAnswers } from './log-rows.queries.js';
import { spellings, type Names } from './names.js';
import { alertsOf, answersBetween, listsNaming, rowsOfClient, rowsToDrop } from './projection-rows.queries.js';
import { withoutClientInView, withoutExplanation, withoutWordsInProposal } from './redact-alert.js';
import { withoutClientIn } from './redact-json.js';

/** Rows that are the client's, and lists that hold them. */
export async function eraseProjections(tx: Tx, of: Names, erase: Erase): Promise<void> {
  const { ids, pseudonym } = of;
  for (const [table, rows] of Object.entries(await rowsToDrop(tx, ids, spellings(ids)))) {
    await erase(
      table,
      rows.map((key) => ({ key, drop: true })),
    );
  }
  await erase(
    'alert',
    (await alertsOf(tx, ids)).map(({ client_id, alert_id, view, explanation, proposed }) => {
      const without = withoutClientInView(JSON.parse(view) as Parameters<typeof withoutClientInView>[0], of);
      const set = {
        client_id: pseudonym,
        survivor_id: pseudonym,
        explanation: withoutExplanation(explanation),
        view: JSON.stringify(without),
        proposed: proposed === null ? null : withoutWordsInProposal(proposed),
      };
      return { key: { client_id, alert_id }, set };
    }),
  );
  const theirs = await rowsOfClient(tx, ids);
  const mine = { client_id: pseudonym };
  await erase(
    'mention',
    theirs.mention.map((key) => ({ key, set: mine })),
  );
  const bodied = <R extends { readonly body: string }>(rows: readonly R[], set: object): object[] =>
    rows.map(({ body, ...key }) => ({ key, set: { ...set, body: withoutClientIn(body, of, true) } }));
  await erase('planned_check_answer', bodied(theirs.planned_check_answer, mine));
  await erase('backtest_difference', bodied(theirs.backtest_difference, mine));
  await erase('shadow_difference', bodied(theirs.shadow_difference, { ...mine, survivor_id: pseudonym }));
  await erase(
    'rebuild_difference',
    theirs.rebuild_difference.map((key) => ({ key, set: { ...mine, before: null, after: null, old_row: null } })),
  );
  const lists = await listsNaming(tx, ids);
  const one = (id: string | null): string | null => (id !== null && ids.includes(id) ? pseudonym : id);
  await erase(
    'fan_out',
    lists.fanOuts.map(({ position, client_ids, cursor }) => ({
      key: { position },
      set: { client_ids: client_ids.filter((id) => !ids.includes(id)), cursor: one(cursor) },
    })),
  );
  await erase(
    'backtest',
    lists.backtests.map(({ backtest_id, client_ids }) => ({
      key: { backtest_id },
      set: { client_ids: [...new Set(client_ids.map(one))] },
    })),
  );
  await erase(
    'backtest_chunk',
    lists.chunks.map(({ backtest_id, chunk, first_id, last_id }) => ({
      key: { backtest_id, chunk },
      set: { first_id: one(first_id), last_id: one(last_id) },
    })),
  );
  await erase(
    'rebuild',
    lists.rebuilds.map((key) => ({ key, set: { cursor: null } })),
  );
  await answersOnRecord(tx, [...new Set(theirs.planned_check_answer.map(({ check_id }) => check_id))], erase);
}

/** Of a check's answers their digest is on record: it must be that of the answers as they are now. */
async function answersOnRecord(tx: Tx, checkIds: readonly string[], erase: Erase): Promise<void> {
  const bodyNow = async (subject: string): Promise<string> => {
    const [, checkId = '', from, to] = /^(.*)\/(\d+)-(\d+)$/.exec(subject) ?? [];
    return JSON.stringify(await answersBetween(tx, checkId.replaceAll('~1', '/'), Number(from), Number(to)));
  };
  for (const { n, subject } of await pendingOfAnswers(tx, checkIds)) {
    await erase('record_pending', [{ key: { n }, set: { body: await bodyNow(subject) } }]);
  }
  const changed = [];
  for (const record of await recordsOfAnswers(tx, checkIds)) {
    changed.push({ ...record, body: await bodyNow(record.subject) });
  }
  await erase('log_record', recordChanges(changed));
}
