import { SegmentedControl, Table, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Overview } from '../../api/types';
import { Section } from '../../parts/section';
import { Waiting } from '../../parts/states';
import { count } from '../../words/numbers';
import { shortDay } from '../../words/times';

type Days = Overview['article61_2']['perDay'];

// Charts weigh as much as all the rest; the page doesn't wait for them.
const PerDayChart = lazy(() => import('./per-day-chart'));

/** Article 61(2) over time, as a picture or as the numbers themselves. */
export function PerDay({ days }: { days: Days }) {
  const [view, setView] = useState('chart');
  return (
    <Section
      title="Article 61(2) alerts by day"
      aside={
        <SegmentedControl
          className="no-print"
          size="xs"
          aria-label="Show as"
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      }
    >
      {days.length === 0 ? (
        <Text c="dimmed">None so far.</Text>
      ) : view === 'chart' ? (
        <Suspense fallback={<Waiting />}>
          <PerDayChart days={days} />
        </Suspense>
      ) : (
        <DayTable days={days} />
      )}
    </Section>
  );
}

const DayTable = ({ days }: { days: Days }) => (
  <Table.ScrollContainer minWidth={280} maxHeight={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          <Table.Th className="number">Marketed</Table.Th>
          <Table.Th className="number">Enabled</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.toReversed().map(({ day, marketed, enabled }) => (
          <Table.Tr key={day}>
            <Table.Td>{shortDay(day)}</Table.Td>
            <Table.Td className="number">{count(marketed)}</Table.Td>
            <Table.Td className="number">{count(enabled)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);
