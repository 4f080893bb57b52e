import { NativeSelect, TagsInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { choicesQuery } from '../../api/checks';
import type { KnownList } from './list/answered-list';
import { ListField } from './list/list-field';
import { REACHES, type Planned } from './planned';
import type { Refusals } from './refusals';

interface WhomFieldsProps {
  planned: Planned;
  change: (part: Partial<Planned>) => void;
  refusals: Refusals;
}

interface WithList extends WhomFieldsProps {
  onList: (list: KnownList | null) => void;
}

/** Whom it is to reach. */
export function WhomFields({ planned, change, refusals, onList }: WithList) {
  return (
    <>
      <NativeSelect
        label="To whom"
        value={planned.reach}
        data={[...REACHES]}
        onChange={(event) => {
          onList(null);
          change({ reach: REACHES.find(({ value }) => value === event.currentTarget.value)?.value ?? 'CLIENTS' });
        }}
      />
      {planned.reach === 'LIST' && (
        <ListField
          label="The list"
          description="It is read here; nothing but the ids of clients is sent."
          onList={onList}
        />
      )}
      {planned.reach === 'SEGMENTS' && <Segments planned={planned} change={change} refusals={refusals} />}
      {(planned.reach === 'CLIENTS' || planned.reach === 'COUNTRIES') && (
        <Textarea
          label="Ids or codes"
          description="Separated by commas, spaces or new lines."
          withAsterisk
          autosize
          minRows={2}
          maxRows={12}
          value={planned.whom}
          error={refusals.whom}
          onChange={(event) => change({ whom: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function Segments({ planned, change, refusals }: WhomFieldsProps) {
  const [sought, setSought] = useState('');
  const { data } = useQuery(choicesQuery(sought.trim()));
  return (
    <TagsInput
      label="Segments"
      withAsterisk
      value={planned.segments}
      data={data?.segments ?? []}
      searchValue={sought}
      onSearchChange={setSought}
      onChange={(segments) => change({ segments })}
      splitChars={[',', ';']}
      error={refusals.segments}
    />
  );
}
