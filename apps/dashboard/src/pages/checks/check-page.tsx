import { Button, SimpleGrid } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { checkQuery, type Answer } from '../../api/checks';
import type { Check } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { Fields } from '../../parts/fields';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { ANSWER_LABELS } from '../../words/checks';
import { count } from '../../words/numbers';
import { CheckAnswers } from './check-answers';
import { Reconciled } from './reconciled';

const ANSWERS = Object.keys(ANSWER_LABELS) as Answer[];

/** One stored check: who may, who may not, who needs a person; and what was then sent in its name. */
export function CheckPage() {
  const { checkId } = useParams({ from: '/checks/$checkId' });
  const query = useQuery(checkQuery(checkId));
  const { data: check } = query;
  return (
    <Page
      title="Check"
      subtitle={
        check && (check.ok ? 'It may be sent to everybody it would reach.' : 'It may not be sent to all of them.')
      }
      actions={check && ANSWERS.map((answer) => <Csv key={answer} checkId={checkId} answer={answer} />)}
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {check && (
        <>
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Section title="In short">
              <Fields fields={fieldsOf(check)} />
            </Section>
            <Reconciled checkId={checkId} />
          </SimpleGrid>
          <CheckAnswers checkId={checkId} />
        </>
      )}
    </Page>
  );
}

const Csv = ({ checkId, answer }: { checkId: string; answer: Answer }) => (
  <Button
    component="a"
    href={`/v1/checks/${encodeURIComponent(checkId)}/answers.csv?answer=${answer}`}
    download={`${checkId}-${answer}.csv`}
    variant="default"
    size="xs"
    leftSection={<IconDownload size={14} aria-hidden />}
  >
    {ANSWER_LABELS[answer]}
  </Button>
);

const fieldsOf = ({ checkId, askedBy, askedAt, policyVersion, may, mayNot, person }: Check) =>
  [
    [ANSWER_LABELS.MAY, count(may)],
    [ANSWER_LABELS.MAY_NOT, count(mayNot)],
    [ANSWER_LABELS.PERSON, count(person)],
    ['Asked by', askedBy],
    ['Asked', <Moment key="asked" at={askedAt} />],
    ['Rule pack', policyVersion],
    ['To be named as checkId', <Copyable key="id" value={checkId} />],
  ] as const;
