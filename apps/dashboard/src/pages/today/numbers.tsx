import { SimpleGrid } from '@mantine/core';
import type { Today } from '../../api/types';
import { Headline } from '../../parts/headline';
import { LinkCard } from '../../parts/links';
import { alertSearch } from '../../router/alert-search';
import { useMay } from '../../shell/me';
import { count } from '../../words/numbers';
import { COUNT_WORDS } from '../../words/today';

type CountName = keyof Today['counts'];

const FOR_ALL: readonly CountName[] = ['toDo', 'overdue', 'raisedSince'];
const FOR_WORKERS: readonly CountName[] = ['overdue', 'dueToday', 'mine', 'mentions', 'raisedSince', 'unassigned'];

/** What counts for this person; each opens the very list that it counts. */
export function Numbers({ today: { counts } }: { today: Today }) {
  const works = useMay('work-alerts');
  const decides = useMay('approve');
  const first: readonly CountName[] = decides ? ['closingsToApprove'] : [];
  const names = works ? [...first, ...FOR_WORKERS, 'ownProposals' as const] : FOR_ALL;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      {names.map((name) => (
        <LinkCard key={name} to="/alerts" search={alertSearch({ ...counts[name].filter })}>
          <Headline label={COUNT_WORDS[name][0]} value={count(counts[name].count)} note={COUNT_WORDS[name][1]} />
        </LinkCard>
      ))}
    </SimpleGrid>
  );
}
