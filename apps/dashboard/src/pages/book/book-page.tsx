import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Clocks } from '../../api/clients';
import { bookQuery } from '../../api/past';
import type { Book, Gap, Initiative } from '../../api/types';
import { BarList } from '../../parts/bar-list';
import { ClockBanner } from '../../parts/clock-banner';
import { ClockControls } from '../../parts/clock-controls';
import { LinkAnchor } from '../../parts/links';
import { Matrix } from '../../parts/matrix';
import { Page } from '../../parts/page';
import { ProgressLine } from '../../parts/progress-line';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { gapLabel, initiativeLabel } from '../../words/clients';
import { verdictLabel } from '../../words/verdicts';
import { CellThen } from './cell-then';
import { Headline } from './headline';

/** The whole book as true at one time, as known at another: every number below the clocks follows them. */
export function BookPage() {
  const clocks = useSearch({ from: '/book' });
  const navigate = useNavigate({ from: '/book' });
  const query = useQuery(bookQuery(clocks));
  const { data: book } = query;
  return (
    <Page
      title="The book on a day"
      subtitle="Everybody judged anew from what had been recorded, by the rules in force today."
    >
      <ClockControls
        key={JSON.stringify(clocks)}
        clocks={clocks}
        onShow={(search) => void navigate({ search, resetScroll: false })}
      />
      <ClockBanner clocks={clocks} />
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {book && book.counted === null && (
        <ProgressLine label="Judging the book" done={book.progress.done} total={book.progress.total} />
      )}
      {book?.counted && <Numbers counted={book.counted} clocks={clocks} />}
    </Page>
  );
}

function Numbers({ counted, clocks }: { counted: NonNullable<Book['counted']>; clocks: Clocks }) {
  const { clients, initiative, gaps, alerts, drift, policyVersion } = counted;
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Headline label="Clients" count={clients.total} search={clocks} />
        <Headline label="Reverse-solicited" count={clients.reverseSolicited} />
        <Headline label="In drift" count={clients.inDrift} search={{ ...clocks, inDrift: true }} />
        <Headline label="Alerts that stood" count={alerts.total} />
      </SimpleGrid>
      <Section title="Drift matrix">
        <Matrix drift={drift} show={(cell) => <CellThen cell={cell} clocks={clocks} />} />
      </Section>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <Section title="Own initiative">
          <BarList
            of="Clients by initiative"
            bars={initiative.map(({ value, count }) => ({
              key: value,
              count,
              label: (
                <LinkAnchor to="/clients" search={{ ...clocks, initiative: [value as Initiative] }} size="sm">
                  {initiativeLabel(value as Initiative)}
                </LinkAnchor>
              ),
            }))}
          />
        </Section>
        <Section title="Missing evidence">
          {gaps.length === 0 && <Text c="dimmed">Nothing was missing.</Text>}
          <BarList
            of="Clients by what was missing"
            bars={gaps.map(({ value, count }) => ({
              key: value,
              count,
              label: (
                <LinkAnchor to="/clients" search={{ ...clocks, gap: [value as Gap] }} size="sm">
                  {gapLabel(value as Gap)}
                </LinkAnchor>
              ),
            }))}
          />
        </Section>
        <Section title="Alerts by verdict">
          {alerts.total === 0 && <Text c="dimmed">None stood.</Text>}
          <BarList
            of="Alerts by verdict"
            bars={alerts.byVerdict.map(({ value, count }) => ({ key: value, count, label: verdictLabel(value) }))}
          />
        </Section>
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        Judged by the rule pack <span className="id">{policyVersion}</span>.
      </Text>
    </>
  );
}
