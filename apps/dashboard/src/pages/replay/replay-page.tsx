import { Alert, SimpleGrid, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page';
import { ProgressLine } from '../../parts/progress-line';
import { Section } from '../../parts/section';
import { Failure } from '../../parts/states';
import { useNow } from '../../parts/use-now';
import { counted } from '../../words/numbers';
import { ReplayDifferences } from './replay-differences';
import { ReplayForm } from './replay-form';
import { ReplayPlayer } from './replay-player';
import { ReplayVerdicts } from './replay-verdicts';
import type { Replayed } from './replayed';
import { useReplay, type Run } from './use-replay';

/** History as it was recorded, gone through once more, and held against what the code gives. */
export function ReplayPage() {
  const asked = useSearch({ from: '/replay' });
  const navigate = useNavigate({ from: '/replay' });
  const { run, start, stop } = useReplay();
  const { state, replayed, error } = run;
  return (
    <Page
      title="Replay"
      subtitle="Goes through history as it was recorded and judges each step again from what was known then. It only reads: nothing is sent, and nobody’s work is touched."
    >
      <ReplayForm
        asked={asked}
        running={state === 'running'}
        onStart={(search) => {
          void navigate({ search, resetScroll: false });
          void start(search);
        }}
        onStop={stop}
      />
      {state === 'running' && <Progress run={run} />}
      {state === 'failed' && <Failure error={error} />}
      {state === 'stopped' && <Text c="dimmed">Stopped. What follows is not all.</Text>}
      {replayed.end !== null && <Finding replayed={replayed} />}
      {replayed.received > 0 && (
        <>
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Section title="Changes by verdict">
              <ReplayVerdicts replayed={replayed} />
            </Section>
            <Section title="What is not as recorded">
              <ReplayDifferences replayed={replayed} />
            </Section>
          </SimpleGrid>
          {state !== 'running' && <ReplayPlayer replayed={replayed} />}
        </>
      )}
    </Page>
  );
}

/** Going through everybody's past is what takes time; telling what was found does not. */
function Progress({ run: { startedAt, replayed } }: { run: Run }) {
  const now = useNow(1_000);
  const { done, total } = replayed;
  if (done === total) return <Text role="status">Comparing what was found with what stands.</Text>;
  const spent = (now - startedAt) / 1000;
  const secondsLeft = total === null || done === 0 ? null : Math.max(0, (spent / done) * (total - done));
  return <ProgressLine label="Going through history" done={done} total={total} secondsLeft={secondsLeft} />;
}

function Finding({ replayed: { end } }: { replayed: Replayed }) {
  if (end === null) return null;
  const { alerts, differ } = end;
  if (alerts === 0) return <Text role="status">No alert changed in this stretch of history.</Text>;
  const all = counted(alerts, 'change');
  return differ === 0 ? (
    <Alert color="teal" icon={<IconCircleCheck aria-hidden />} title="The record holds" role="status">
      {all}: each is what the code gives from the facts and the rule pack of its moment, and none is missing.
    </Alert>
  ) : (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={`${counted(differ, 'change')} of ${all} ${differ === 1 ? 'is' : 'are'} not as recorded`}
      role="status"
    >
      Each is listed below with its cause.
    </Alert>
  );
}
