import { Select } from '@mantine/core';
import { ApiProblem } from '../api/problem';
import type { ClientKind } from '../api/evidence';

/** Whether somebody is asked who has not been told of on file. */
export const asksForKind = (error: unknown): boolean =>
  error instanceof ApiProblem && error.detail.includes('clientKind');

interface ClientKindFieldProps {
  value: ClientKind | null;
  onChange: (kind: ClientKind | null) => void;
}

/** Asked for where no onboarding on file says it. */
export const ClientKindField = ({ value, onChange }: ClientKindFieldProps) => (
  <Select
    label="The client is"
    withAsterisk
    data={[
      { value: 'NATURAL', label: 'a person' },
      { value: 'LEGAL', label: 'a company' },
    ]}
    value={value}
    onChange={(kind) => onChange(kind as ClientKind | null)}
  />
);
