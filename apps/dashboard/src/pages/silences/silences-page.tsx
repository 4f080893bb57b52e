import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { silencesQuery } from '../../api/silences';
import type { Silence } from '../../api/types';
import { Page } from '../../parts/page';
import { Section } from '../../parts/section';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { matchersIn } from '../../router/silence-search';
import { useMay } from '../../shell/me';
import { NewSilenceDialog } from './new-silence-dialog';
import { SilenceTable } from './silence-table';

const GROUPS: readonly (readonly [title: string, states: readonly Silence['state'][]])[] = [
  ['In force', ['IN_FORCE']],
  ['Waiting for a second person', ['WAITING']],
  ['Ended', ['ENDED', 'OVER']],
];

/** What is kept quiet for a while, by whom and why. Silenced alerts are raised and shown all the same. */
export function SilencesPage() {
  const query = useInfiniteQuery(silencesQuery);
  const search = useSearch({ from: '/silences' });
  const navigate = useNavigate({ from: '/silences' });
  const may = useMay('work-alerts');
  const silences = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Silences"
      subtitle="Silenced alerts are raised and shown all the same; nobody is told of them until the silence ends."
      actions={
        may && (
          <Button size="xs" onClick={() => void navigate({ search: { new: true } })}>
            New silence
          </Button>
        )
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && silences.length === 0 && (
        <Nothing title="Nothing is silenced">Every alert is told to whom the notifications name.</Nothing>
      )}
      {GROUPS.map(([title, states]) => {
        const shown = silences.filter(({ state }) => states.includes(state));
        return shown.length === 0 ? null : (
          <Section key={title} title={title}>
            <SilenceTable label={title} silences={shown} />
          </Section>
        );
      })}
      {query.hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
      {may && search.new === true && (
        <NewSilenceDialog matchers={matchersIn(search)} onClose={() => void navigate({ search: {} })} />
      )}
    </Page>
  );
}
