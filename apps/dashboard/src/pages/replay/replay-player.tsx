import { Button, Group, NativeSelect, Slider, Table, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReplayedChange } from '../../api/types';
import { ClientName } from '../../parts/client-name';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { causeLabel, changeLabel } from '../../words/alerts';
import { count } from '../../words/numbers';
import { moment } from '../../words/times';
import { verdictLabel } from '../../words/verdicts';
import { isCutShort, type Replayed } from './replayed';
import { SPEEDS, usePlayhead } from './use-playhead';

const SHOWN_MAX = 50;

/** The changes in their own order and time: at once, or as fast as one likes. */
export function ReplayPlayer({ replayed }: { replayed: Replayed }) {
  const { changes } = replayed;
  const recorded = changes.filter((change) => change.recordedAt !== null);
  const first = Date.parse(recorded[0]?.recordedAt ?? '');
  const last = Date.parse(recorded.at(-1)?.recordedAt ?? '');
  const { at, playing, speed, play, pause, seek, setSpeed } = usePlayhead(first, last);
  if (Number.isNaN(first)) return null;
  const past = recorded.filter((change) => Date.parse(change.recordedAt ?? '') <= at);
  return (
    <Section
      title="Change by change"
      aside={
        <Group gap="xs" className="no-print">
          <NativeSelect
            size="xs"
            aria-label="Speed"
            value={speed}
            data={SPEEDS.map(({ value, label }) => ({ value, label }))}
            onChange={(event) => setSpeed(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={playing ? <IconPlayerPause size={14} aria-hidden /> : <IconPlayerPlay size={14} aria-hidden />}
            onClick={playing ? pause : play}
          >
            {playing ? 'Pause' : 'Play'}
          </Button>
        </Group>
      }
    >
      {last > first && (
        <Slider
          className="no-print"
          min={first}
          max={last}
          step={1}
          value={at}
          onChange={seek}
          label={(ms) => moment(new Date(ms).toISOString())}
          thumbLabel="Moment of history"
          thumbProps={{ 'aria-valuetext': moment(new Date(at).toISOString()) }}
          mb="sm"
        />
      )}
      <Text size="sm" c="dimmed" mb="xs">
        {count(past.length)} of {count(recorded.length)} changes by <Moment at={new Date(at).toISOString()} />
        {past.length > SHOWN_MAX && `; the last ${SHOWN_MAX} are shown`}
        {isCutShort(replayed) && '; choose a shorter stretch to go through later ones'}.
      </Text>
      <Table.ScrollContainer minWidth={560} maxHeight={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table aria-label="Changes">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Recorded</Table.Th>
              <Table.Th>Change</Table.Th>
              <Table.Th>Client</Table.Th>
              <Table.Th>By the event</Table.Th>
              <Table.Th>As recorded</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {past
              .slice(-SHOWN_MAX)
              .reverse()
              .map((change, i) => (
                <ChangeRow key={`${change.position} ${change.alertId} ${i}`} change={change} />
              ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

const ChangeRow = ({ change }: { change: ReplayedChange }) => (
  <Table.Tr>
    <Table.Td>{change.recordedAt !== null && <Moment at={change.recordedAt} short />}</Table.Td>
    <Table.Td>
      <LinkAnchor to="/alerts/$alertId" params={{ alertId: change.alertId }} size="sm">
        {changeLabel(change.change)}: {verdictLabel(change.verdict ?? change.previousVerdict)}
      </LinkAnchor>
      {change.cause !== null && (
        <Text size="xs" c="dimmed">
          by {causeLabel(change.cause)}
        </Text>
      )}
    </Table.Td>
    <Table.Td>
      <ClientName clientId={change.clientId} size="sm" />
    </Table.Td>
    <Table.Td>
      <span className="id" style={{ overflowWrap: 'anywhere' }}>
        {change.by === null ? 'A rule pack' : change.by.id}
      </span>
    </Table.Td>
    <Table.Td>{change.asRecorded ? 'Yes' : <b>No</b>}</Table.Td>
  </Table.Tr>
);
