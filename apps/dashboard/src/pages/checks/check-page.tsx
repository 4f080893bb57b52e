import { Alert as Notice, Button, List, SimpleGrid } from '@mantine/core';
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
import { useMay } from '../../shell/me';
import { ANSWER_LABELS } from '../../words/checks';
import { count } from '../../words/numbers';
import { AskedQuestion } from './asked-question';
import { CheckAnswers } from './check-answers';
import { AnsweredFile } from './list/answered-file';
import { Reconciled } from './reconciled';

const ANSWERS = Object.keys(ANSWER_LABELS) as Answer[];

/** One stored check: who may, who may not, who needs a person; and what was then sent in its name. */
export function CheckPage() {
  const { checkId } = useParams({ from: '/checks/$checkId' });
  const mayRead = useMay('read');
  const mayAsk = useMay('check');
  const query = useQuery(checkQuery(checkId));
  const { data: check } = query;
  return (
    <Page
      title="Check"
      subtitle={check && subtitleOf(check)}
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
            {mayRead && <Reconciled checkId={checkId} />}
          </SimpleGrid>
          <AskedQuestion check={check} />
          <NotJudged check={check} />
          {mayAsk && wasOfIds(check) && <AnsweredFile checkId={checkId} />}
          <CheckAnswers checkId={checkId} />
        </>
      )}
    </Page>
  );
}

function subtitleOf({ ok, mayNot, person, rejected }: Check): string {
  if (ok) return 'It may be sent to everybody it would reach.';
  return mayNot + person > 0 || rejected.length === 0
    ? 'It may not be sent to all of them.'
    : 'Not all of it could be judged, so this is no “yes”.';
}

/** What there is no verdict on: no part of the answer. */
const NotJudged = ({ check: { rejected } }: { check: Check }) =>
  rejected.length === 0 ? null : (
    <Notice color="yellow" title="This could not be judged">
      <List size="sm">
        {rejected.map(({ index, reason, message }) => (
          <List.Item key={index}>
            Event {index + 1}: {message} ({reason})
          </List.Item>
        ))}
      </List>
    </Notice>
  );

/** Whether clients were named by id, as they are in a list. */
const wasOfIds = ({ planned }: Check): boolean => planned.some(({ audience }) => (audience?.clients ?? 0) > 0);

const Csv = ({ checkId, answer }: { checkId: string; answer: Answer }) => (
  <Button
    component="a"
    href={`/v1/checks/${encodeURIComponent(checkId)}/answers.csv?answer=${answer}`}
    download
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
