import { Alert, List } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { ApiProblem } from '../api/problem';
import type { LegalHold } from '../api/types';
import { Failure } from '../parts/states';
import { HoldSentence } from './hold-sentence';

/** Which hold stands in the way; or whatever else went wrong. */
export function PrivacyFailure({ error }: { error: unknown }) {
  const holds = holdsIn(error);
  if (holds === undefined) return <Failure error={error} />;
  return (
    <Alert
      color="red"
      icon={<IconGavel aria-hidden />}
      title="A legal hold stands on this client: nothing of them may be erased"
      role="alert"
    >
      <List size="sm">
        {holds.map((hold) => (
          <List.Item key={hold.holdId}>
            <HoldSentence hold={hold} />
          </List.Item>
        ))}
      </List>
      Whoever may do so can lift it on the page “Privacy”, under “Legal holds”. Nothing was changed.
    </Alert>
  );
}

const holdsIn = (error: unknown): LegalHold[] | undefined =>
  error instanceof ApiProblem && Array.isArray(error.more['holds']) ? (error.more['holds'] as LegalHold[]) : undefined;
